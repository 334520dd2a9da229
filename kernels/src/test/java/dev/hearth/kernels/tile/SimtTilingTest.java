package dev.hearth.kernels.tile;

import dev.hearth.kernels.device.TestDevices;
import dev.hearth.kernels.simt.Schedule;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The CUDA source, compiled for the CPU, with its threads in several orders. */
@ParameterizedClass
@EnumSource
final class SimtTilingTest extends AbstractTilingContract {
  SimtTilingTest(Schedule schedule) throws IOException, InterruptedException {
    super(Tiling.on(TestDevices.simt(schedule)));
  }
}
