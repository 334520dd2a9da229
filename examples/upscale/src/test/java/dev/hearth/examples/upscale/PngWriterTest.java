package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngWriterTest {
  @ParameterizedTest
  @CsvSource({"1, 1, true", "1, 1, false", "7, 3, false", "3, 7, true", "1500, 1000, false"})
  void anotherReaderSeesThePixelsThatWereWritten(int width, int height, boolean opaque)
      throws IOException {
    var random = new SplittableRandom(width);
    var argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      // Noise above, smooth below, so that every filter is chosen somewhere.
      int pixel = i < argb.length / 2 ? random.nextInt() : 0x40000000 + i / width * 0x010203;
      argb[i] = opaque ? pixel | 0xFF000000 : pixel & 0x7FFFFFFF;
    }
    byte[] png = Pictures.png(new Picture(width, height, argb, opaque));
    Picture read = Samples.of(ImageIO.read(new ByteArrayInputStream(png)));
    assertEquals(width, read.width());
    assertArrayEquals(argb, read.argb());
    assertEquals(opaque, read.opaque());
  }

  @Test
  void smoothPicturesAreSmallerThanJavasOwnWriterMakesThem() throws IOException {
    var javas = new ByteArrayOutputStream();
    ImageIO.write(HearthDrawing.draw(4, false), "png", javas);
    byte[] ours = Pictures.png(Pictures.hearth(4));
    assertTrue(ours.length < javas.size(), ours.length + " bytes, Java's " + javas.size());
  }
}
