package dev.hearth.kernels.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearth.kernels.planar.PlaneShape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every version of {@link Tiling} must do. */
abstract class AbstractTilingContract {
  private static final PlaneShape PICTURE = new PlaneShape(3, 41, 29);

  private final Tiling tiling;
  private final Tiling reference = Tiling.reference();

  AbstractTilingContract(Tiling tiling) {
    this.tiling = tiling;
  }

  static Stream<Tile> tiles() {
    return Stream.of(
        new Tile(0, 0, 41, 29),
        new Tile(7, 5, 16, 16),
        new Tile(8, 8, 17, 15),
        new Tile(-3, -4, 20, 20),
        new Tile(30, 20, 20, 20),
        new Tile(-5, -5, 60, 50),
        new Tile(100, 3, 9, 9),
        new Tile(3, -100, 9, 9),
        new Tile(Integer.MIN_VALUE, 5, 3, 1),
        new Tile(40, 28, 1, 1),
        new Tile(4, 4, 0, 7));
  }

  @ParameterizedTest
  @MethodSource("tiles")
  void cutRepeatsTheBorder(Tile tile) {
    float[] picture = floats(PICTURE.length(), 1);
    picture[17] = Float.NaN;
    picture[90] = Float.POSITIVE_INFINITY;
    float[] expected = new float[tile.shape(3).length()];
    float[] actual = new float[expected.length];
    reference.cut(picture, PICTURE, tile, expected);
    tiling.cut(picture, PICTURE, tile, actual);
    assertArrayEquals(expected, actual);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 41, 29, 0, 0, 0, 0",
    "7, 5, 16, 16, 4, 4, 4, 4",
    "8, 8, 17, 15, 8, 7, 9, 8",
    "40, 28, 1, 1, 1, 0, 0, 1",
    "0, 3, 41, 1, 20, 0, 20, 0"
  })
  void blendAddsWhatTheReferenceAdds(
      int left, int top, int width, int height, int fadeL, int fadeT, int fadeR, int fadeB) {
    var tile = new Tile(left, top, width, height);
    var feathered = new FeatheredTile(tile, new Feather(fadeL, fadeT, fadeR, fadeB));
    float[] values = floats(tile.shape(3).length(), 2);
    float[] expected = floats(PICTURE.length(), 3);
    float[] actual = expected.clone();
    reference.blend(values, feathered, expected, PICTURE);
    tiling.blend(values, feathered, actual, PICTURE);
    // Two products and a sum of numbers up to 1, each rounded.
    assertArrayEquals(expected, actual, 5e-7f);
  }

  @ParameterizedTest
  @CsvSource({
    "64, 48, 16, 4",
    "65, 47, 16, 8",
    "41, 29, 50, 5",
    "1, 1, 8, 2",
    "33, 1, 2, 1",
    "300, 260, 140, 20"
  })
  void tilesCutAndBlendedAreThePictureAgain(int width, int height, int side, int overlap) {
    var shape = new PlaneShape(2, width, height);
    float[] picture = floats(shape.length(), 4);
    float[] blended = new float[shape.length()];
    for (FeatheredTile each : FeatheredTile.cover(width, height, side, overlap)) {
      float[] values = new float[each.tile().shape(2).length()];
      tiling.cut(picture, shape, each.tile(), values);
      tiling.blend(values, each, blended, shape);
    }
    assertArrayEquals(picture, blended, 1e-6f);
  }

  @Test
  void nanAndHugeValuesStayWhereTheyAre() {
    var shape = new PlaneShape(1, 33, 2);
    var tile = new FeatheredTile(new Tile(0, 0, 33, 2), Feather.NONE);
    float[] values = new float[66];
    values[5] = Float.NaN;
    values[40] = 3e38f;
    float[] picture = new float[66];
    Arrays.fill(picture, 1);
    tiling.blend(values, tile, picture, shape);
    for (int i = 0; i < picture.length; i++) {
      assertEquals(1 + values[i], picture[i]);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    var shape = new PlaneShape(1, 4, 4);
    float[] picture = new float[16];
    float[] two = new float[4];
    var beyond = new FeatheredTile(new Tile(3, 0, 2, 2), Feather.NONE);
    var narrow = new FeatheredTile(new Tile(0, 0, 2, 2), new Feather(2, 0, 1, 0));
    var whole = new FeatheredTile(new Tile(0, 0, 4, 4), Feather.NONE);
    assertThrows(IllegalArgumentException.class, () -> tiling.blend(two, beyond, picture, shape));
    assertThrows(IllegalArgumentException.class, () -> tiling.blend(two, narrow, picture, shape));
    assertThrows(
        IllegalArgumentException.class, () -> tiling.blend(picture, whole, picture, shape));
    assertThrows(IllegalArgumentException.class, () -> tiling.blend(two, whole, picture, shape));
    assertThrows(
        IllegalArgumentException.class,
        () -> tiling.cut(picture, shape, new Tile(0, 0, 4, 4), picture));
    assertThrows(
        IllegalArgumentException.class,
        () -> tiling.cut(new float[0], new PlaneShape(1, 0, 4), new Tile(0, 0, 2, 2), two));
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
