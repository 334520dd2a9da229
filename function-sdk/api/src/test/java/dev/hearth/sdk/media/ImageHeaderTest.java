package dev.hearth.sdk.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageHeaderTest {
  @ParameterizedTest
  @CsvSource({"png,image/png", "jpg,image/jpeg", "gif,image/gif"})
  void sizeOfRealPicturesIsRead(String format, String contentType) throws IOException {
    byte[] picture = picture(format);
    assertEquals(Optional.of(new ImageHeader(contentType, 321, 17)), read(picture));
  }

  @Test
  void sizeOfEachKindOfWebpIsRead() throws IOException {
    assertEquals(
        Optional.of(new ImageHeader("image/webp", 100, 50)),
        read(hex("52494646000000005745425056503820000000000000009d012a64003200")));
    assertEquals(
        Optional.of(new ImageHeader("image/webp", 100, 50)),
        read(hex("5249464600000000574542505650384c000000002f63400c00")));
    assertEquals(
        Optional.of(new ImageHeader("image/webp", 100, 50)),
        read(hex("524946460000000057454250565038580a00000000000000630000310000")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif"})
  void truncatedHeadersTellNothing(String format) throws IOException {
    byte[] picture = picture(format);
    for (int length = 0; length < 8; length++) {
      assertEquals(Optional.empty(), read(Arrays.copyOf(picture, length)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedHeadersNeverFailOrGiveEmptySizes(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    for (String format : new String[] {"png", "jpg", "gif"}) {
      byte[] picture = picture(format);
      for (int i = 0; i < 2_000; i++) {
        byte[] damaged = picture.clone();
        for (int flips = 0; flips < 4; flips++) {
          damaged[random.nextInt(Math.min(700, damaged.length))] = (byte) random.nextInt();
        }
        read(damaged).ifPresent(header -> assertTrue(header.pixels() > 0, header.toString()));
      }
    }
  }

  private static byte[] picture(String format) throws IOException {
    var out = new ByteArrayOutputStream();
    var image = new BufferedImage(321, 17, BufferedImage.TYPE_INT_RGB);
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  private static Optional<ImageHeader> read(byte[] bytes) throws IOException {
    return ImageHeader.read(new ByteArrayInputStream(bytes));
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
