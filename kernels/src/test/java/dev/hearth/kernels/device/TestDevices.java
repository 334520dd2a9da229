package dev.hearth.kernels.device;

import dev.hearth.kernels.shim.SimtLibrary;
import dev.hearth.kernels.simt.Schedule;
import dev.hearth.kernels.simt.SimtDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** The devices that every operator is tested on; opened once, and kept. */
public final class TestDevices {
  /** One thread. */
  public static final CpuDevice CPU = new CpuDevice(1);

  /** Several threads, so that ranges meet. */
  public static final CpuDevice CPUS = new CpuDevice(3);

  private static final Map<Schedule, CudaDevice> SIMT = new EnumMap<>(Schedule.class);
  private static @Nullable CudaDevice gpu;

  private TestDevices() {}

  /** Every width of vector, also those that this processor hasn't. */
  public static Stream<VectorSpecies<Float>> widths() {
    return Stream.of(
        FloatVector.SPECIES_64,
        FloatVector.SPECIES_128,
        FloatVector.SPECIES_256,
        FloatVector.SPECIES_512);
  }

  /** The project's kernels on the shim. */
  public static synchronized CudaDevice simt(Schedule schedule)
      throws IOException, InterruptedException {
    CudaDevice device = SIMT.get(schedule);
    if (device == null) {
      device = open(SimtLibrary.build(SimtLibrary.sources()), schedule);
      SIMT.put(schedule, device);
    }
    return device;
  }

  /** A library's kernels on the shim; they must pass the self-test. */
  public static CudaDevice open(Path library, Schedule schedule) {
    return CudaDevice.open(new SimtDriver(library, schedule), 0);
  }

  /** The GPU; fails where none can be used. */
  public static synchronized CudaDevice gpu() {
    CudaDevice device = gpu;
    if (device == null) {
      device = (CudaDevice) DeviceDecision.decide(DeviceChoice.CUDA, 1).device();
      gpu = device;
    }
    return device;
  }
}
