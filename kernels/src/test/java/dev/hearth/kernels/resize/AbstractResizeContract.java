package dev.hearth.kernels.resize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.kernels.planar.PlaneShape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every version of {@link Resize} must do. */
abstract class AbstractResizeContract {
  private final Resize resize;
  private final Resize reference = Resize.reference();

  AbstractResizeContract(Resize resize) {
    this.resize = resize;
  }

  /**
   * From and to: up, down, both, by a little, to and from 1, wider than a block and than its span.
   */
  static Stream<Arguments> sizes() {
    return Stream.of(
            new int[] {1, 1, 1, 1, 1},
            new int[] {3, 1, 1, 9, 7},
            new int[] {1, 9, 7, 1, 1},
            new int[] {3, 17, 16, 17, 16},
            new int[] {3, 16, 16, 32, 32},
            new int[] {2, 15, 17, 60, 51},
            new int[] {1, 64, 48, 32, 24},
            new int[] {1, 65, 49, 31, 23},
            new int[] {1, 31, 9, 32, 8},
            new int[] {2, 130, 6, 300, 3},
            new int[] {1, 5000, 2, 40, 3},
            new int[] {1, 3, 300, 129, 5})
        .flatMap(size -> Stream.of(Filter.values()).map(filter -> Arguments.of(filter, size)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void resultIsThatOfTheReference(Filter filter, int[] size) {
    var from = new PlaneShape(size[0], size[1], size[2]);
    var to = new PlaneShape(size[0], size[3], size[4]);
    float[] source = floats(from.length(), 1);
    float[] exact = resized(reference, source, from, filter, to);
    float[] plain = plain(source, from, filter, to);
    float[] actual = resized(resize, source, from, filter, to);
    double allowed = 2 * error(exact, plain) + 2e-6;
    assertTrue(
        error(exact, actual) <= allowed, () -> error(exact, actual) + " is more than " + allowed);
  }

  @ParameterizedTest
  @EnumSource
  void sameSizeLeavesValuesAsTheyAre(Filter filter) {
    var shape = new PlaneShape(2, 37, 5);
    float[] source = floats(shape.length(), 2);
    source[40] = Float.NaN;
    source[80] = Float.NEGATIVE_INFINITY;
    source[100] = 3e38f;
    assertArrayEquals(source, resized(resize, source, shape, filter, shape));
  }

  @ParameterizedTest
  @EnumSource
  void flatStaysFlat(Filter filter) {
    var from = new PlaneShape(1, 19, 23);
    var to = new PlaneShape(1, 40, 11);
    float[] source = new float[from.length()];
    Arrays.fill(source, 1e30f);
    for (float value : resized(resize, source, from, filter, to)) {
      assertEquals(1, value / 1e30f, 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nanSpoilsOnlyWhatIsNear(Filter filter) {
    var from = new PlaneShape(1, 60, 1);
    var to = new PlaneShape(1, 90, 1);
    float[] clean = floats(from.length(), 3);
    float[] spoilt = clean.clone();
    spoilt[30] = Float.NaN;
    float[] expected = resized(resize, clean, from, filter, to);
    float[] reference = resized(this.reference, spoilt, from, filter, to);
    float[] actual = resized(resize, spoilt, from, filter, to);
    for (int x = 0; x < actual.length; x++) {
      double distance = Math.abs((x + 0.5) * 60 / 90 - 0.5 - 30);
      if (distance > filter.radius() + 1) {
        assertEquals(expected[x], actual[x], "far away at " + x);
      } else if (Float.isNaN(reference[x])) {
        assertTrue(Float.isNaN(actual[x]), "near at " + x);
      }
    }
    assertFalse(Float.isNaN(actual[0]));
  }

  @Test
  void emptyTargetNeedsNothing() {
    var from = new PlaneShape(3, 4, 4);
    var to = new PlaneShape(3, 0, 4);
    resize.resize(new float[48], from, Filter.AREA, new float[0], to);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    var one = new PlaneShape(1, 2, 2);
    var none = new PlaneShape(1, 0, 2);
    float[] four = new float[4];
    refused(new float[3], one, new float[4], one);
    refused(four, one, new float[3], one);
    refused(four, one, new float[8], new PlaneShape(2, 2, 2));
    refused(new float[0], none, four, one);
    refused(four, one, four, one);
  }

  private void refused(float[] source, PlaneShape from, float[] target, PlaneShape to) {
    assertThrows(
        IllegalArgumentException.class,
        () -> resize.resize(source, from, Filter.BICUBIC, target, to));
  }

  private static float[] resized(
      Resize version, float[] source, PlaneShape from, Filter filter, PlaneShape to) {
    var target = new float[to.length()];
    version.resize(source, from, filter, target, to);
    return target;
  }

  /** The reference's loops in single precision. */
  private static float[] plain(float[] source, PlaneShape from, Filter filter, PlaneShape to) {
    var target = new float[to.length()];
    int at = 0;
    for (int plane = 0; plane < to.planes(); plane++) {
      for (var row : ReferenceResize.windows(filter, from.height(), to.height())) {
        for (var column : ReferenceResize.windows(filter, from.width(), to.width())) {
          float sum = 0;
          for (int j = 0; j < row.weights.length; j++) {
            for (int i = 0; i < column.weights.length; i++) {
              int y = plane * from.height() + row.first + j;
              float value = source[y * from.width() + column.first + i];
              sum += (float) row.weights[j] * (float) column.weights[i] * value;
            }
          }
          target[at++] = sum;
        }
      }
    }
    return target;
  }

  private static double error(float[] exact, float[] actual) {
    double most = 0;
    for (int i = 0; i < exact.length; i++) {
      double error = Math.abs((double) exact[i] - actual[i]);
      assertFalse(Double.isNaN(error), "at " + i);
      most = Math.max(most, error);
    }
    return most;
  }

  private static float[] floats(int length, long seed) {
    var random = new SplittableRandom(seed);
    var floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = (float) random.nextDouble(-1, 1);
    }
    return floats;
  }
}
