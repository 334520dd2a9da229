package dev.hearth.kernels.resize;

import dev.hearth.kernels.device.TestDevices;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** At every width, with one thread and with several. */
@ParameterizedClass
@MethodSource("versions")
final class VectorResizeTest extends AbstractResizeContract {
  VectorResizeTest(Resize version) {
    super(version);
  }

  static Stream<Resize> versions() {
    return TestDevices.widths()
        .flatMap(
            width ->
                Stream.of(TestDevices.CPU, TestDevices.CPUS)
                    .map(cpu -> new VectorResize(width, cpu)));
  }
}
