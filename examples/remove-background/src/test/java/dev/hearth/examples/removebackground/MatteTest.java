package dev.hearth.examples.removebackground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.kernels.resize.Resize;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MatteTest {
  private static final int WIDTH = 1024;
  private static final int HEIGHT = 16;

  private final Matte matte = new Matte(Resize.reference());

  /** Only enlarged, the mask would let 18 of a row's pixels shine through by halves. */
  @Test
  void edgesAreThoseOfThePictureNotOfTheMask() {
    var argb = new int[WIDTH * HEIGHT];
    var mask = new float[Segmenter.AREA];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = i % WIDTH < WIDTH / 2 ? 0xFF202020 : 0xFFE0E0E0;
    }
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Math.clamp((i % Segmenter.SIDE - 124) / 8f, 0f, 1f);
    }
    var picture = new Picture(WIDTH, HEIGHT, argb);
    matte.apply(picture, matte.planes(picture), mask);
    int[] row = Arrays.copyOfRange(argb, 8 * WIDTH, 9 * WIDTH);
    long doubtful =
        Arrays.stream(row).filter(pixel -> pixel >>> 24 > 25 && pixel >>> 24 < 230).count();
    assertTrue(doubtful <= 2, doubtful + " pixels are half transparent");
    assertEquals(0, row[WIDTH / 2 - 8]);
    assertEquals(0xFFE0E0E0, row[WIDTH / 2 + 8]);
  }

  @Test
  void theNetworkSeesWhiteWhereAPictureIsTransparent() {
    float[] planes = matte.planes(new Picture(2, 1, new int[] {0x00FF0000, 0xFF0033FF}));
    int right = Segmenter.SIDE - 1;
    assertEquals(1, planes[0], 1e-5f);
    assertEquals(1, planes[Segmenter.AREA], 1e-5f);
    assertEquals(0, planes[right], 1e-5f);
    assertEquals(0.2f, planes[Segmenter.AREA + right], 1e-5f);
    assertEquals(1, planes[2 * Segmenter.AREA + right], 1e-5f);
  }
}
