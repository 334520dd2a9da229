package dev.hearth.kernels.planar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every version of {@link Planar} must do. */
abstract class AbstractPlanarContract {
  /** Around the widths of vectors, a block of threads, and a range of a CPU thread. */
  private static final int[] COUNTS = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 255, 256, 257, 1000, 70_001
  };

  private static final Normalisation PHOTOGRAPHS =
      Normalisation.standard(
          new Channels(0.485f, 0.456f, 0.406f, 0), new Channels(0.229f, 0.224f, 0.225f, 1));

  private final Planar planar;
  private final Planar reference = Planar.reference();

  AbstractPlanarContract(Planar planar) {
    this.planar = planar;
  }

  @ParameterizedTest
  @EnumSource
  void planesAreThoseOfTheReference(PixelFormat format) {
    for (int count : COUNTS) {
      byte[] pixels = bytes(count * format.channels(), count);
      var expected = new float[pixels.length];
      var actual = new float[pixels.length];
      reference.toPlanes(pixels, format, PHOTOGRAPHS, expected);
      planar.toPlanes(pixels, format, PHOTOGRAPHS, actual);
      // A product and a sum, each rounded, of numbers up to 2.7.
      assertArrayEquals(expected, actual, 1e-6f, format + " x " + count);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pixelsAreThoseOfTheReference(PixelFormat format) {
    for (int count : COUNTS) {
      float[] planes = floats(count * format.channels(), count);
      var actual = new byte[planes.length];
      planar.toPixels(planes, format, PHOTOGRAPHS, actual);
      for (int plane = 0; plane < format.channels(); plane++) {
        for (int i = 0; i < count; i++) {
          double exact =
              Math.clamp(
                  ((double) planes[plane * count + i] - PHOTOGRAPHS.offset().of(plane))
                      / PHOTOGRAPHS.scale().of(plane),
                  0,
                  255);
          int level = actual[i * format.channels() + format.position(plane)] & 255;
          assertTrue(Math.abs(exact - level) <= 0.5 + 1e-4, exact + " became " + level);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyLevelComesBack(PixelFormat format) {
    byte[] pixels = new byte[256 * format.channels()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / format.channels() + 85 * (i % format.channels()));
    }
    for (Normalisation each :
        new Normalisation[] {Normalisation.UNIT, Normalisation.SIGNED, PHOTOGRAPHS}) {
      var planes = new float[pixels.length];
      var back = new byte[pixels.length];
      planar.toPlanes(pixels, format, each, planes);
      planar.toPixels(planes, format, each, back);
      assertArrayEquals(pixels, back);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 100})
  void valuesOutsideAreClampedAndNanIsBlack(int count) {
    float[] odd = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f, -3e38f, -0.7f, 1.7f
    };
    int[] levels = {0, 255, 0, 255, 0, 0, 255};
    var planes = new float[3 * count];
    var pixels = new byte[3 * count];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = odd[i % odd.length];
    }
    planar.toRgb8(planes, pixels);
    for (int i = 0; i < planes.length; i++) {
      assertEquals(levels[i % odd.length], pixels[i % count * 3 + i / count] & 255);
    }
  }

  @Test
  void orderOfColoursIsTheFormats() {
    byte[] pixel = {10, 20, 30, 40};
    var planes = new float[4];
    var identity = new Normalisation(Channels.all(1), Channels.all(0));
    planar.toPlanes(pixel, PixelFormat.BGRA, identity, planes);
    assertArrayEquals(new float[] {30, 20, 10, 40}, planes);
    planar.toPixels(planes, PixelFormat.RGBA, identity, pixel);
    assertArrayEquals(new byte[] {30, 20, 10, 40}, pixel);
  }

  @Test
  void wrongLengthsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> planar.toPlanes(new byte[6], PixelFormat.RGB, Normalisation.UNIT, new float[9]));
    assertThrows(IllegalArgumentException.class, () -> planar.toRgb8(new float[4], new byte[4]));
  }

  private static byte[] bytes(int length, long seed) {
    var bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  /** Mostly within what levels become, a little beyond on both sides. */
  private static float[] floats(int length, long seed) {
    var random = new SplittableRandom(seed);
    var floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = (float) random.nextDouble(-2.5, 3);
    }
    return floats;
  }
}
