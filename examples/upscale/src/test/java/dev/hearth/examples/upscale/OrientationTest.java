package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  /** How the letters {@code ab/cd/ef} stand when a viewer follows the tag, by TIFF 6.0, page 36. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, abcdef", "2, 2, badcfe", "3, 2, fedcba", "4, 2, efcdab",
    "5, 3, acebdf", "6, 3, ecafdb", "7, 3, fdbeca", "8, 3, bdface",
  })
  void turnsThePictureUpright(int code, int width, String expected) throws IOException {
    var stored = new Picture(2, 3, "abcdef".chars().toArray(), false);
    var file = new PictureInMemory(stored, new Orientation(code));
    Picture upright = new Original(file, false).picture();
    assertEquals(width, upright.width());
    assertArrayEquals(expected.chars().toArray(), upright.argb());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsTheTagInEitherByteOrder(boolean little) {
    assertEquals(6, Orientation.ofTiff(tiff(little, 8, 6)).code());
  }

  @ParameterizedTest
  @CsvSource({"0, 6", "2147483647, 6", "-1, 6", "40, 6", "8, 0", "8, 9"})
  void brokenExifCountsAsUpright(int directory, int code) {
    assertEquals(1, Orientation.ofTiff(tiff(true, directory, code)).code());
  }

  private static ByteBuffer tiff(boolean little, int directory, int code) {
    var tiff = ByteBuffer.allocate(40);
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.putShort((short) (little ? 0x4949 : 0x4D4D)).putShort((short) 42).putInt(directory);
    tiff.putShort((short) 2);
    tiff.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(77);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) code);
    return tiff.rewind();
  }
}
