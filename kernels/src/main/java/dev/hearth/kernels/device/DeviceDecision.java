package dev.hearth.kernels.device;

import dev.hearth.kernels.cuda.CudaException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Which device this process uses, decided once at its start.
 *
 * @param device closed with the decision, by whoever had it made
 * @param reason why this one, in a sentence
 */
public record DeviceDecision(ComputeDevice device, String reason) implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DeviceDecision.class.getName());

  /**
   * Decides, and logs what and why.
   *
   * @param cpuThreads for when it is the processor
   * @throws CudaException if a GPU was asked for and none can be used; its message says why
   */
  public static DeviceDecision decide(DeviceChoice choice, int cpuThreads) {
    DeviceDecision decision =
        switch (choice) {
          case CPU -> new DeviceDecision(new CpuDevice(cpuThreads), "it was asked for");
          case CUDA -> cuda();
          case AUTO -> auto(cpuThreads);
        };
    LOG.log(
        Level.INFO,
        "device=\"{0}\" choice={1} reason=\"{2}\"",
        decision.device.description(),
        choice,
        decision.reason);
    return decision;
  }

  private static DeviceDecision cuda() {
    try {
      return new DeviceDecision(CudaProbe.open(0), "it was asked for, and passed its self-test");
    } catch (CudaException e) {
      throw new CudaException("device cuda was asked for, but " + e.getMessage(), e);
    }
  }

  private static DeviceDecision auto(int cpuThreads) {
    return switch (CudaProbe.probe(0)) {
      case CudaProbe.Usable(CudaDevice gpu) -> new DeviceDecision(gpu, "it passed its self-test");
      case CudaProbe.Unusable(String reason) ->
          new DeviceDecision(new CpuDevice(cpuThreads), reason);
    };
  }

  @Override
  public void close() {
    device.close();
  }
}
