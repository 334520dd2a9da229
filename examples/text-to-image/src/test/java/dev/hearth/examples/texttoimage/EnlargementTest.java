package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnlargementTest {
  private static final int SIDE = Network.SIDE;

  @Test
  void atItsOwnSizeEachPixelIsItself() {
    float[] planes = random();
    int[] rgb = new Enlargement(SIDE, SIDE).apply(planes);
    assertArrayEquals(levels(planes), rgb);
  }

  @ParameterizedTest
  @CsvSource({"64,64", "65,64", "512,512", "1024,64", "576,1024", "333,777"})
  void flatAreasStayFlat(int width, int height) {
    var planes = new float[Network.PICTURE];
    Arrays.fill(planes, 0, SIDE * SIDE, 1);
    Arrays.fill(planes, SIDE * SIDE, 2 * SIDE * SIDE, -1);
    int[] rgb = new Enlargement(width, height).apply(planes);
    assertEquals(width * height, rgb.length);
    for (int pixel : rgb) {
      assertEquals(0xFF0080, pixel);
    }
  }

  @Test
  void whatIsBeyondTheRangeIsCut() {
    var planes = new float[Network.PICTURE];
    Arrays.fill(planes, 0, SIDE * SIDE, 7);
    Arrays.fill(planes, SIDE * SIDE, 2 * SIDE * SIDE, -7);
    assertEquals(0xFF0080, new Enlargement(SIDE, SIDE).apply(planes)[0]);
  }

  @Test
  void aWidePictureShowsTheDrawingInItsMiddleAndContinuesItsEdges() {
    float[] planes = random();
    int[] expected = levels(planes);
    int width = 2 * SIDE;
    int[] rgb = new Enlargement(width, SIDE).apply(planes);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < width; x++) {
        int from = Math.clamp(x - SIDE / 2, 0, SIDE - 1);
        assertEquals(expected[y * SIDE + from], rgb[y * width + x], x + ", " + y);
      }
    }
  }

  @Test
  void aHighPictureDoesSoToo() {
    float[] planes = random();
    int[] expected = levels(planes);
    int[] rgb = new Enlargement(SIDE, 2 * SIDE).apply(planes);
    for (int y = 0; y < 2 * SIDE; y++) {
      int from = Math.clamp(y - SIDE / 2, 0, SIDE - 1);
      assertEquals(expected[from * SIDE + 5], rgb[y * SIDE + 5], "row " + y);
    }
  }

  /** A slope stays the same slope; a nearest neighbour would make steps of it. */
  @Test
  void aSlopeStaysASlope() {
    var planes = new float[Network.PICTURE];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (i % SIDE) / (SIDE - 1f) * 2 - 1;
    }
    int[] rgb = new Enlargement(512, 512).apply(planes);
    for (int x = 16; x < 496; x++) {
      double expected = ((x + 0.5) / 8 - 0.5) / (SIDE - 1) * 255;
      int red = rgb[100 * 512 + x] >> 16;
      assertTrue(Math.abs(red - expected) < 0.51, red + " for " + expected);
    }
  }

  private static float[] random() {
    var random = new SplittableRandom(5);
    var planes = new float[Network.PICTURE];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (float) random.nextDouble(-1, 1);
    }
    return planes;
  }

  private static int[] levels(float[] planes) {
    var rgb = new int[SIDE * SIDE];
    for (int i = 0; i < planes.length; i++) {
      int level = Math.round((planes[i] + 1) * 127.5f);
      rgb[i % rgb.length] |= level << 16 - 8 * (i / rgb.length);
    }
    return rgb;
  }
}
