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

  /** Only enlarged, the mask would rise from 25 to 230 over 18 pixels. */
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
    int[] alphas = Arrays.stream(argb, 8 * WIDTH, 9 * WIDTH).map(pixel -> pixel >>> 24).toArray();
    int edge = WIDTH / 2;
    assertTrue(alphas[edge - 1] < 25, "the dark side keeps " + alphas[edge - 1]);
    assertTrue(alphas[edge] > 200, "the bright side keeps " + alphas[edge]);
    assertEquals(0, alphas[edge - 16]);
    assertEquals(255, alphas[edge + 16]);
  }

  @Test
  void theNetworkSeesWhiteWhereAPictureIsTransparent() {
    assertSeen(new float[] {1, 1, 1}, 0x00FF0000);
    assertSeen(new float[] {0, 0.2f, 1}, 0xFF0033FF);
    assertSeen(new float[] {1, 127 / 255f, 127 / 255f}, 0x80FF0000);
  }

  private void assertSeen(float[] expected, int argb) {
    float[] planes = matte.planes(new Picture(1, 1, new int[] {argb}));
    for (int i = 0; i < planes.length; i++) {
      assertEquals(expected[i / Segmenter.AREA], planes[i], 1e-5f);
    }
  }
}
