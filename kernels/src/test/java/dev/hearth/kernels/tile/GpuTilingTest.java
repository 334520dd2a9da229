package dev.hearth.kernels.tile;

import dev.hearth.kernels.device.TestDevices;
import org.junit.jupiter.api.Tag;

/** By way of JCuda, on whatever driver the process finds. */
@Tag("gpu")
final class GpuTilingTest extends AbstractTilingContract {
  GpuTilingTest() {
    super(Tiling.on(TestDevices.gpu()));
  }
}
