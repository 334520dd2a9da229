package dev.hearth.kernels.resize;

import dev.hearth.kernels.device.TestDevices;
import org.junit.jupiter.api.Tag;

/** By way of JCuda, on whatever driver the process finds. */
@Tag("gpu")
final class GpuResizeTest extends AbstractResizeContract {
  GpuResizeTest() {
    super(Resize.on(TestDevices.gpu()));
  }
}
