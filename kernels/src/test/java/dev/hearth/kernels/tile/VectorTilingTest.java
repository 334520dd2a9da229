package dev.hearth.kernels.tile;

import dev.hearth.kernels.device.TestDevices;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** At every width, with one thread and with several. */
@ParameterizedClass
@MethodSource("versions")
final class VectorTilingTest extends AbstractTilingContract {
  VectorTilingTest(Tiling version) {
    super(version);
  }

  static Stream<Tiling> versions() {
    return TestDevices.widths()
        .flatMap(
            width ->
                Stream.of(TestDevices.CPU, TestDevices.CPUS)
                    .map(cpu -> new VectorTiling(width, cpu)));
  }
}
