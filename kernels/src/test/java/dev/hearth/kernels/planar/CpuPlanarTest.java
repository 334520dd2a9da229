package dev.hearth.kernels.planar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.kernels.device.TestDevices;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** With plain loops for ever, with vectors from the start, and with the change in between. */
@ParameterizedClass
@MethodSource("versions")
final class CpuPlanarTest extends AbstractPlanarContract {
  CpuPlanarTest(Planar version) {
    super(version);
  }

  static Stream<Planar> versions() {
    return Stream.of(Long.MAX_VALUE, 0L, 1_000L)
        .map(plain -> new CpuPlanar(TestDevices.CPU, plain));
  }

  /** Else a picture would change with the worker's age. */
  @Test
  void changeToVectorsChangesNoBit() {
    var random = new SplittableRandom(7);
    int count = 1_001;
    var planes = new float[4 * count];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (float) random.nextDouble(-0.1, 1.1);
    }
    var changing = new CpuPlanar(TestDevices.CPU, 2L * count);
    var plainPixels = new byte[planes.length];
    var plainPlanes = new float[planes.length];
    changing.toPixels(planes, PixelFormat.BGRA, Normalisation.UNIT, plainPixels);
    changing.toPlanes(plainPixels, PixelFormat.BGRA, Normalisation.SIGNED, plainPlanes);
    var pixels = new byte[planes.length];
    var back = new float[planes.length];
    changing.toPixels(planes, PixelFormat.BGRA, Normalisation.UNIT, pixels);
    changing.toPlanes(pixels, PixelFormat.BGRA, Normalisation.SIGNED, back);
    assertArrayEquals(plainPixels, pixels);
    assertArrayEquals(plainPlanes, back, 0f);
    assertTrue(Planar.on(TestDevices.CPU) instanceof CpuPlanar);
  }
}
