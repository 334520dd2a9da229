package dev.hearth.kernels.resize;

import dev.hearth.kernels.device.TestDevices;
import dev.hearth.kernels.simt.Schedule;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The CUDA source, compiled for the CPU, with its threads in several orders. */
@ParameterizedClass
@EnumSource
final class SimtResizeTest extends AbstractResizeContract {
  SimtResizeTest(Schedule schedule) throws IOException, InterruptedException {
    super(Resize.on(TestDevices.simt(schedule)));
  }
}
