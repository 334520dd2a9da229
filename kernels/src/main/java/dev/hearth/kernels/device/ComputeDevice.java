package dev.hearth.kernels.device;

import dev.hearth.sdk.function.Device;

/**
 * Something that operators run on. Usable from any thread; who opened it closes it, once no
 * operator runs on it.
 */
public sealed interface ComputeDevice extends AutoCloseable permits CpuDevice, CudaDevice {
  /**
   * The device that a worker was given.
   *
   * @throws dev.hearth.kernels.cuda.CudaException if it is a GPU that can't be used
   */
  static ComputeDevice of(Device device) {
    return switch (device.kind()) {
      case CPU -> new CpuDevice(device.threads());
      case CUDA -> CudaProbe.open(device.index());
    };
  }

  /** What it is, for people. */
  String description();

  @Override
  void close();
}
