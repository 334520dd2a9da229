package dev.hearth.kernels.probe;

import dev.hearth.kernels.cuda.CudaFacts;
import dev.hearth.kernels.device.ComputeDevice;
import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.kernels.device.CudaDevice;
import dev.hearth.kernels.device.DeviceChoice;
import dev.hearth.kernels.device.DeviceDecision;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json.JsonObject;

/**
 * Prints one line of JSON about the device that functions get here: {@code
 * {"device":"cuda","reason":"…","memory_bytes":…,"description":"…"}}.
 *
 * <p>A process of its own, so that a driver that crashes or hangs harms nobody, and no node holds a
 * context on the GPU.
 */
public final class Main {
  private Main() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    try (DeviceDecision decision = DeviceDecision.decide(DeviceChoice.AUTO, 1)) {
      System.out.println(line(decision).print());
    }
  }

  static JsonObject line(DeviceDecision decision) {
    ComputeDevice device = decision.device();
    return JsonObject.builder()
        .put("device", kind(device).word())
        .put("reason", decision.reason())
        .put("memory_bytes", memoryBytes(device))
        .put("description", device.description())
        .build();
  }

  private static Device.Kind kind(ComputeDevice device) {
    return switch (device) {
      case CpuDevice _ -> Device.Kind.CPU;
      case CudaDevice _ -> Device.Kind.CUDA;
    };
  }

  /** Of the GPU's own memory; the CPU's is the node's business. */
  private static long memoryBytes(ComputeDevice device) {
    return switch (device) {
      case CpuDevice _ -> 0;
      case CudaDevice gpu -> {
        CudaFacts facts = gpu.facts();
        yield facts.memoryBytes();
      }
    };
  }
}
