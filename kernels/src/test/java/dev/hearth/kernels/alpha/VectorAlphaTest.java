package dev.hearth.kernels.alpha;

import dev.hearth.kernels.device.TestDevices;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** At every width, with one thread and with several. */
@ParameterizedClass
@MethodSource("versions")
final class VectorAlphaTest extends AbstractAlphaContract {
  VectorAlphaTest(Alpha version) {
    super(version);
  }

  static Stream<Alpha> versions() {
    return TestDevices.widths()
        .flatMap(
            width ->
                Stream.of(TestDevices.CPU, TestDevices.CPUS)
                    .map(cpu -> new VectorAlpha(width.withLanes(byte.class), cpu)));
  }
}
