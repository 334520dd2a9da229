package dev.hearth.kernels.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.function.Device;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CpuDeviceTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0, 1",
    "1, 5, 1",
    "3, 0, 1",
    "3, 1, 1",
    "3, 2, 1",
    "3, 100, 1",
    "4, 100, 40",
    "2, 7, 100"
  })
  void everyItemIsDoneOnce(int threads, int count, int least) {
    try (var cpu = new CpuDevice(threads)) {
      var done = new AtomicIntegerArray(count);
      cpu.split(
          count,
          least,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              done.incrementAndGet(i);
            }
          });
      for (int i = 0; i < count; i++) {
        assertEquals(1, done.get(i));
      }
    }
  }

  @Test
  void failureOfAPartIsTheCallers() {
    try (var cpu = new CpuDevice(3)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              cpu.split(
                  3,
                  1,
                  (from, to) -> {
                    if (to == 3) {
                      throw new IllegalArgumentException("the last");
                    }
                  }));
    }
  }

  @Test
  void interruptIsKeptAndWorkIsDone() {
    try (var cpu = new CpuDevice(3)) {
      var done = new AtomicIntegerArray(3);
      Thread.currentThread().interrupt();
      cpu.split(3, 1, (from, to) -> done.incrementAndGet(from));
      assertTrue(Thread.interrupted());
      assertEquals("[1, 1, 1]", done.toString());
    }
  }

  @Test
  void workersDeviceIsUsedAsGiven() {
    try (var device = ComputeDevice.of(new Device(Device.Kind.CPU, 0, 1 << 20, 2))) {
      assertEquals("2 CPU threads", device.description());
    }
  }

  @Test
  void noThreadIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new CpuDevice(0));
  }
}
