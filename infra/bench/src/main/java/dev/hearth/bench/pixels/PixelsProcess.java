package dev.hearth.bench.pixels;

import dev.hearth.kernels.device.CpuDevice;
import java.time.Duration;
import java.util.function.Supplier;

/** The process that measures: a JVM of its own, with the module of the Vector API. */
final class PixelsProcess {
  private PixelsProcess() {}

  /** Measures each row for so many milliseconds of warm-up and of measurement. */
  public static void main(String[] arguments) {
    Duration warmUp = Duration.ofMillis(Long.parseLong(arguments[0]));
    Duration measured = Duration.ofMillis(Long.parseLong(arguments[1]));
    try (var cpu = new CpuDevice(1)) {
      for (Supplier<Row> row : new Rows(cpu).all()) {
        new Rounds(row.get())
            .measure(warmUp, measured)
            .forEach(timing -> System.out.println(timing.line()));
      }
    }
  }
}
