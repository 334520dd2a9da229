package dev.hearth.examples.removebackground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
  /** Two wide and three high: each pixel tells where it was stored. */
  private static final Picture STORED =
      new Picture(
          2, 3, new int[] {0xFF000001, 0xFF000002, 0xFF000003, 0xFF000004, 0xFF000005, 0xFF000006});

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "1, 1 2 3 4 5 6",
    "2, 2 1 4 3 6 5",
    "3, 6 5 4 3 2 1",
    "4, 5 6 3 4 1 2",
    "5, 1 3 5 2 4 6",
    "6, 5 3 1 6 4 2",
    "7, 6 4 2 5 3 1",
    "8, 2 4 6 1 3 5"
  })
  void pngsAreTurnedAsTheirExifSays(int code, String seen) throws IOException {
    byte[] png = Pictures.withChunk(Pictures.png(STORED), "eXIf", Exif.tiff(code));
    Picture picture = read(png);
    assertEquals(code > 4 ? 3 : 2, picture.width());
    List<String> blues =
        Arrays.stream(picture.argb()).mapToObj(pixel -> "" + (pixel & 255)).toList();
    assertEquals(seen, String.join(" ", blues));
  }

  @Test
  void jpegsAndWebpsAreTurnedToo() throws IOException {
    byte[] jpeg = Pictures.resource("astronaut.jpg");
    Picture stored = read(jpeg);
    Picture turned = read(Exif.inJpeg(jpeg, Exif.tiff(3)));
    assertEquals(stored.argb()[0], turned.argb()[turned.argb().length - 1]);
    byte[] webp = Pictures.resource("hearth-lossy.webp");
    Picture upright = read(webp);
    Picture lying = read(Exif.inWebp(webp, upright.width(), upright.height(), Exif.tiff(6)));
    assertEquals(upright.width(), lying.height());
    assertEquals(upright.argb()[0], lying.argb()[lying.width() - 1]);
  }

  @Test
  void losslessFormatsAgree() throws IOException {
    Picture png = read(Pictures.resource("hearth.png"));
    Picture webp = read(Pictures.resource("hearth-lossless.webp"));
    assertEquals(png.width(), webp.width());
    assertArrayEquals(png.argb(), webp.argb());
  }

  @Test
  void webpsKeepTheirAlpha() throws IOException {
    Picture disc = read(Pictures.resource("disc-alpha.webp"));
    int centre = disc.argb()[disc.height() / 2 * disc.width() + disc.width() / 2];
    assertEquals(0, disc.argb()[0] >>> 24);
    assertTrue(centre >>> 24 > 0, "the disc is to be seen");
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void greyStaysAsDarkAsItIs(int type) throws IOException {
    var image = new BufferedImage(1, 1, type);
    image.getRaster().setSample(0, 0, 0, type == BufferedImage.TYPE_BYTE_GRAY ? 100 : 100 * 257);
    assertEquals(0xFF646464, read(Pictures.encoded(image, "png")).argb()[0]);
  }

  @Test
  void palettesAndAlphaAreRead() throws IOException {
    var palette = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
    palette.setRGB(0, 0, 0xFF336699);
    assertEquals(0xFF336699, read(Pictures.encoded(palette, "png")).argb()[0]);
    var picture = new Picture(1, 1, new int[] {0x80102030});
    assertEquals(0x80102030, read(Pictures.png(picture)).argb()[0]);
  }

  @Test
  void aColourThatStandsForTransparentIsTransparent() throws IOException {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x102030);
    image.setRGB(1, 0, 0x102031);
    byte[] colour = {0, 0x10, 0, 0x20, 0, 0x30};
    byte[] png = Pictures.withChunk(Pictures.encoded(image, "png"), "tRNS", colour);
    Picture picture = read(png);
    assertEquals(0, picture.argb()[0] >>> 24);
    assertEquals(0xFF102031, picture.argb()[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"astronaut.jpg", "hearth.png", "hearth-lossy.webp"})
  void truncatedPicturesAreRefused(String name) throws IOException {
    byte[] whole = Pictures.resource(name);
    refuses(ErrorCode.IMAGE_LOAD_ERROR, Arrays.copyOf(whole, whole.length * 2 / 3));
    refuses(ErrorCode.IMAGE_LOAD_ERROR, Arrays.copyOf(whole, 20));
  }

  @Test
  void whatIsNoPictureIsRefused() throws IOException {
    refuses(ErrorCode.IMAGE_LOAD_ERROR, new byte[0]);
    refuses(ErrorCode.IMAGE_LOAD_ERROR, "<svg/>".getBytes(StandardCharsets.UTF_8));
    var gif = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
    refuses(ErrorCode.IMAGE_LOAD_ERROR, Pictures.encoded(gif, "gif"));
  }

  @Test
  void theHeaderOfATooLargePictureIsEnough() throws IOException {
    byte[] png = Pictures.claiming(Pictures.png(STORED), 5001, 5000);
    CallException refusal = refuses(ErrorCode.IMAGE_TOO_LARGE, png);
    assertEquals("the picture is 5001x5000 pixels; the limit is 25 megapixels", refusal.reason());
    assertEquals(List.of("body", "image_url"), refusal.fields().getFirst().location());
    refuses(
        ErrorCode.IMAGE_TOO_LARGE,
        Pictures.claiming(Pictures.png(STORED), Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  @Test
  void aWebpWhoseFrameIsLargerThanItsCanvasIsRefused() throws IOException {
    byte[] webp = Pictures.resource("hearth-lossy.webp");
    byte[] small = Exif.inWebp(webp, 104, 78, Exif.tiff(1));
    // The frame's own header: behind RIFF's, the canvas's, its chunk's, and six bytes.
    int width = 12 + 18 + 8 + 6;
    ByteBuffer.wrap(small).order(ByteOrder.LITTLE_ENDIAN).putShort(width, (short) 16_383);
    ByteBuffer.wrap(small).order(ByteOrder.LITTLE_ENDIAN).putShort(width + 2, (short) 16_383);
    refuses(ErrorCode.IMAGE_TOO_LARGE, small);
  }

  private Picture read(byte[] file) throws IOException {
    return PictureReader.read(Files.write(folder.resolve("picture"), file));
  }

  private CallException refuses(ErrorCode code, byte[] file) throws IOException {
    Path path = Files.write(folder.resolve("refused"), file);
    CallException refusal = assertThrows(CallException.class, () -> PictureReader.read(path));
    assertEquals(code, refusal.code());
    return refusal;
  }
}
