package dev.hearth.kernels.alpha;

import dev.hearth.kernels.device.TestDevices;
import org.junit.jupiter.api.Tag;

/** By way of JCuda, on whatever driver the process finds. */
@Tag("gpu")
final class GpuAlphaTest extends AbstractAlphaContract {
  GpuAlphaTest() {
    super(Alpha.on(TestDevices.gpu()));
  }
}
