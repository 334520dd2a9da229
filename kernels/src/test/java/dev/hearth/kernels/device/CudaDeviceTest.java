package dev.hearth.kernels.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.kernels.cuda.CudaException;
import dev.hearth.kernels.cuda.CudaFacts;
import dev.hearth.kernels.shim.SimtLibrary;
import dev.hearth.kernels.simt.Schedule;
import dev.hearth.kernels.simt.SimtDriver;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class CudaDeviceTest {
  @Test
  void cubinRunsOnItsMajorFromItsMinorOn() {
    var architectures = new Architectures(List.of(80, 86, 120));
    assertTrue(architectures.include(capability(8, 0)));
    assertTrue(architectures.include(capability(8, 9)));
    assertTrue(architectures.include(capability(12, 1)));
    assertFalse(architectures.include(capability(9, 0)));
    assertFalse(new Architectures(List.of(86)).include(capability(8, 0)));
  }

  @Test
  void allArchitecturesOfTheBuildAreKnown() {
    assertEquals(List.of(80, 86, 89, 90, 100, 120), Architectures.compiled().capabilities());
  }

  @Test
  void allWorkRunsOnTheDevicesThread() throws IOException, InterruptedException {
    CudaDevice device = TestDevices.simt(Schedule.ASCENDING);
    var thread = new AtomicReference<>("");
    device.run(session -> thread.set(Thread.currentThread().getName()));
    assertEquals("kernels-cuda-0", thread.get());
  }

  @Test
  void memoryOfFailedWorkIsFreedAndTheDeviceGoesOn() throws IOException, InterruptedException {
    CudaDevice device = TestDevices.simt(Schedule.ASCENDING);
    for (int i = 0; i < 2; i++) {
      var failure =
          assertThrows(
              CudaException.class,
              () ->
                  device.run(
                      session -> {
                        session.upload(new byte[100]);
                        throw new IllegalStateException("a mistake");
                      }));
      assertEquals("a mistake", failure.getMessage());
    }
    SelfTest.run(device);
  }

  @Test
  void copyBeyondTheMemoryIsRefused() throws IOException, InterruptedException {
    CudaDevice device = TestDevices.simt(Schedule.ASCENDING);
    assertThrows(
        CudaException.class,
        () -> device.run(session -> session.download(session.allocate(4), new float[2])));
  }

  @Test
  void closedDeviceRefusesWork() throws IOException, InterruptedException {
    var library = SimtLibrary.build(SimtLibrary.sources());
    CudaDevice device = CudaDevice.open(new SimtDriver(library, Schedule.ASCENDING), 0);
    device.close();
    device.close();
    var failure = assertThrows(CudaException.class, () -> device.run(session -> {}));
    assertEquals("the GPU was closed", failure.getMessage());
  }

  private static CudaFacts capability(int major, int minor) {
    return new CudaFacts("a GPU", major, minor, 1);
  }
}
