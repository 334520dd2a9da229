package dev.hearth.kernels.planar;

import dev.hearth.kernels.device.TestDevices;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** At every width, with one thread and with several. */
@ParameterizedClass
@MethodSource("versions")
final class VectorPlanarTest extends AbstractPlanarContract {
  VectorPlanarTest(Planar version) {
    super(version);
  }

  static Stream<Planar> versions() {
    return TestDevices.widths()
        .flatMap(
            width ->
                Stream.of(TestDevices.CPU, TestDevices.CPUS)
                    .map(cpu -> new VectorPlanar(width, cpu)));
  }
}
