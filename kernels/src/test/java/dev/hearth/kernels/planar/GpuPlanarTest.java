package dev.hearth.kernels.planar;

import dev.hearth.kernels.device.TestDevices;
import org.junit.jupiter.api.Tag;

/** By way of JCuda, on whatever driver the process finds. */
@Tag("gpu")
final class GpuPlanarTest extends AbstractPlanarContract {
  GpuPlanarTest() {
    super(Planar.on(TestDevices.gpu()));
  }
}
