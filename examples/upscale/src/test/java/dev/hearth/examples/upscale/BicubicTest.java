package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BicubicTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void aRampStaysARamp(int scale) {
    int width = 20;
    var argb = new int[width * 2];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = (40 + i % width * 8) << 24;
    }
    var out = new int[width * scale];
    var picture = new Picture(width, 2, argb, false);
    new Bicubic(24, width, scale).row(y -> Pictures.row(picture, y), 0, scale, out);
    for (int x = 2 * scale; x < (width - 2) * scale; x++) {
      assertEquals(40 + ((x + 0.5) / scale - 0.5) * 8, out[x], 0.51);
    }
  }

  @Test
  void flatStaysFlatUpToTheEdges() {
    var argb = new int[9];
    Arrays.fill(argb, 0xFF00AB00);
    var expected = new int[12];
    Arrays.fill(expected, 0xAB);
    var out = new int[12];
    for (int y = 0; y < 12; y++) {
      new Bicubic(8, 3, 4).row(_ -> argb, 3, y, out);
      assertArrayEquals(expected, out);
    }
  }
}
