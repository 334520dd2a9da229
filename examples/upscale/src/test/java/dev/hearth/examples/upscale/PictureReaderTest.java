package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
  @TempDir private Path folder;

  @Test
  void readsWhatCwebpWrote() {
    Picture png = read(resource("hearth.png"));
    assertEquals(0, Pictures.greatestDifference(png, read(resource("hearth-lossless.webp"))));
    assertTrue(Pictures.psnr(png, read(resource("hearth-lossy.webp"))) > 27);
    assertTrue(read(resource("hearth-lossy.webp")).opaque());
  }

  @Test
  void readsTheAlphaOfALossyWebp() {
    Picture disc = read(resource("disc-alpha.webp"));
    assertFalse(disc.opaque());
    assertEquals(0, disc.argb()[0] >>> 24);
    int middle = disc.argb()[16 * 32 + 16];
    assertEquals(255, middle >>> 24);
    assertEquals(255, middle >> 16 & 255, 6);
    assertEquals(160, middle >> 8 & 255, 6);
    assertEquals(40, middle & 255, 6);
  }

  @Test
  void readsTheFirstFrameOfAnAnimation() {
    Picture first = read(resource("two-frames.webp"));
    assertEquals(24, first.width());
    assertEquals(200, first.argb()[0] >> 16 & 255, 8);
    assertEquals(30, first.argb()[0] & 255, 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void exifTurnsAWebp(int code) {
    byte[] plain = resource("hearth-lossy.webp");
    Picture stored = read(plain);
    var file = new PictureInMemory(stored, new Orientation(code));
    byte[] webp = Exif.inWebp(plain, stored.width(), stored.height(), Exif.tiff(code));
    Picture turned = read(webp);
    assertEquals(code > 4 ? stored.height() : stored.width(), turned.width());
    assertEquals(0, Pictures.greatestDifference(whole(file), turned));
  }

  private static Picture whole(PictureFile file) {
    try {
      return new Original(file, true).picture();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readsJpeg() throws IOException {
    Picture drawing = Pictures.hearth(1);
    assertTrue(Pictures.psnr(drawing, read(encode(HearthDrawing.draw(1, false), "jpg"))) > 27);
  }

  @Test
  void greyLevelsStayAsTheyAre() throws IOException {
    for (String format : List.of("png", "jpg")) {
      var grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < 256; i++) {
        grey.getRaster().setSample(i % 16, i / 16, 0, 100);
      }
      Picture picture = read(encode(grey, format));
      assertEquals(0xFF646464, picture.argb()[37], format);
    }
  }

  @Test
  void greyWithAlphaKeepsBoth() throws IOException {
    BufferedImage image = component(ColorSpace.CS_GRAY, DataBuffer.TYPE_BYTE);
    image.getRaster().setPixel(1, 1, new int[] {100, 50});
    Picture picture = read(encode(image, "png"));
    assertEquals(0x32646464, picture.argb()[picture.width() + 1]);
  }

  @Test
  void sixteenBitsBecomeTheNearestEight() throws IOException {
    BufferedImage colour = component(ColorSpace.CS_sRGB, DataBuffer.TYPE_USHORT);
    colour.getRaster().setPixel(1, 1, new int[] {0x1234, 0xFFFF, 0x80FF, 0x7F80});
    Picture picture = read(encode(colour, "png"));
    // 0x1234 / 257 = 18.1, 0x80FF / 257 = 128.5 less a little, 0x7F80 / 257 = 127.0.
    assertEquals(0x7F12FF80, picture.argb()[picture.width() + 1]);
    var grey = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(1, 1, 0, 0x6464);
    assertEquals(0xFF646464, read(encode(grey, "png")).argb()[3]);
  }

  @Test
  void paletteAndItsTransparentEntry() throws IOException {
    byte[] red = {(byte) 255, 10, 0};
    byte[] green = {0, 20, 0};
    byte[] blue = {0, 30, 0};
    byte[] alpha = {(byte) 255, (byte) 255, 0};
    var model = new IndexColorModel(2, 3, red, green, blue, alpha);
    var image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, model);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 2});
    Picture picture = read(encode(image, "png"));
    assertEquals(0xFFFF0000, picture.argb()[0]);
    assertEquals(0xFF0A141E, picture.argb()[1]);
    assertEquals(0, picture.argb()[2] >>> 24);
    assertFalse(picture.opaque());
  }

  @Test
  void aPhotographTakenSidewaysComesUpright() throws IOException {
    byte[] jpeg = encode(HearthDrawing.draw(1, false), "jpg");
    var exif = ByteBuffer.allocate(36).order(ByteOrder.BIG_ENDIAN);
    exif.putShort((short) 0xFFE1).putShort((short) 34);
    exif.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) 6);
    var turned = new ByteArrayOutputStream();
    turned.write(jpeg, 0, 2);
    turned.write(exif.array());
    turned.write(jpeg, 2, jpeg.length - 2);
    Picture upright = read(turned.toByteArray());
    assertEquals(120, upright.width());
    assertEquals(160, upright.height());
    // The lower left corner of what was stored is now the upper left.
    Picture stored = read(jpeg);
    var turned6 = new PictureInMemory(stored, new Orientation(6));
    assertEquals(0, Pictures.greatestDifference(new Original(turned6, true).picture(), upright));
  }

  @Test
  void refusesWhatIsNoPictureOfTheThreeKinds() throws IOException {
    for (String format : List.of("gif", "bmp", "tiff")) {
      refused(
          ErrorCode.IMAGE_LOAD_ERROR,
          "the file is not a PNG, JPEG or WebP picture",
          encode(HearthDrawing.draw(1, false), format));
    }
    refused(ErrorCode.IMAGE_LOAD_ERROR, "not a PNG, JPEG or WebP picture", new byte[0]);
    refused(
        ErrorCode.IMAGE_LOAD_ERROR,
        "not a PNG, JPEG or WebP picture",
        "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.02, 0.3, 0.6, 0.9, 0.99})
  void refusesTruncatedPictures(double part) throws IOException {
    for (byte[] whole :
        List.of(
            resource("hearth.png"),
            resource("hearth-lossy.webp"),
            resource("hearth-lossless.webp"),
            resource("two-frames.webp"),
            encode(HearthDrawing.draw(1, false), "jpg"))) {
      int length = Math.max(12, (int) (whole.length * part));
      refused(ErrorCode.IMAGE_LOAD_ERROR, "truncated", Arrays.copyOf(whole, length));
    }
  }

  @Test
  void damageIsRefusedOrShownButNeverAFailure() throws IOException {
    for (byte[] whole :
        List.of(
            resource("hearth.png"),
            resource("hearth-lossy.webp"),
            resource("hearth-lossless.webp"),
            resource("disc-alpha.webp"),
            encode(HearthDrawing.draw(1, false), "jpg"))) {
      for (int at = 8; at < whole.length; at += 1 + whole.length / 50) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) 0xA5;
        try {
          assertTrue(read(damaged, 4).width() > 0);
        } catch (CallException e) {
          assertEquals(List.of("body", "image_url"), e.fields().getFirst().location());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8001, 6250, 2, '8001x6250 pixels; at scale 2 the result would have 200.0 megapixels'",
    "5001, 2500, 4, '5001x2500 pixels; at scale 4 the result would have 200.0 megapixels'",
    "16384, 1, 2, '16384x1 pixels; the limit is 16383 pixels a side'",
    "2147483647, 2147483647, 4, '2147483647x2147483647 pixels'",
  })
  void refusesATinyFileWithAHugeHeaderBeforeDecoding(
      int width, int height, int scale, String message) throws IOException {
    refused(ErrorCode.IMAGE_TOO_LARGE, message, pngHeader(width, height), scale);
  }

  @Test
  void theLargestThatIsAllowedPasses() {
    Limits.check(8000, 6250, 2);
    Limits.check(5000, 2500, 4);
    Limits.check(16_383, 3051, 2);
  }

  @Test
  void aWebpMayHaveFewerPixelsThanOthers() {
    Limits.checkWebp(5000, 5000, 2);
    assertThrows(CallException.class, () -> Limits.checkWebp(5001, 5000, 2));
  }

  @Test
  void refusesAWebpWhoseFrameIsLargerThanItsCanvas() throws IOException {
    byte[] lossy = resource("hearth-lossy.webp");
    // Canvas and VP8 frame each state a size; this file states it in the VP8 frame alone.
    int size = indexOf(lossy, new byte[] {(byte) 0x9D, 0x01, 0x2A}) + 3;
    ByteBuffer.wrap(lossy).order(ByteOrder.LITTLE_ENDIAN).putInt(size, 0x3FFF3FFF);
    refused(ErrorCode.IMAGE_TOO_LARGE, "16383x16383", lossy);
    byte[] alpha = resource("disc-alpha.webp");
    int frame = indexOf(alpha, new byte[] {(byte) 0x9D, 0x01, 0x2A}) + 3;
    ByteBuffer.wrap(alpha).order(ByteOrder.LITTLE_ENDIAN).putInt(frame, 0x3FFF3FFF);
    refused(ErrorCode.IMAGE_TOO_LARGE, "16383x16383", alpha);
    byte[] lossless = resource("hearth-lossless.webp");
    ByteBuffer.wrap(lossless).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 0x0FFFFFFF);
    refused(ErrorCode.IMAGE_TOO_LARGE, "16384x16384", lossless);
  }

  @Test
  void refusesEmptyPictures() throws IOException {
    byte[] jpeg = encode(HearthDrawing.draw(1, false), "jpg");
    int frame = indexOf(jpeg, new byte[] {(byte) 0xFF, (byte) 0xC0});
    jpeg[frame + 5] = 0;
    jpeg[frame + 6] = 0;
    assertThrows(CallException.class, () -> read(jpeg));
    byte[] webp = resource("hearth-lossy.webp");
    int size = indexOf(webp, new byte[] {(byte) 0x9D, 0x01, 0x2A}) + 3;
    ByteBuffer.wrap(webp).putInt(size, 0);
    refused(ErrorCode.IMAGE_TOO_SMALL, "0x0", webp);
    var refusal = assertThrows(CallException.class, () -> read(pngHeader(0, 5)));
    assertEquals(List.of("body", "image_url"), refusal.fields().getFirst().location());
  }

  private void refused(ErrorCode code, String message, byte[] file) throws IOException {
    refused(code, message, file, 2);
  }

  private void refused(ErrorCode code, String message, byte[] file, int scale) throws IOException {
    Path path = Files.write(Files.createTempFile(folder, "picture", ""), file);
    var refusal = assertThrows(CallException.class, () -> PictureReader.open(path, scale));
    assertEquals(code, refusal.code(), refusal.reason());
    assertTrue(refusal.reason().contains(message), refusal.reason());
    assertEquals(List.of("body", "image_url"), refusal.fields().getFirst().location());
    assertEquals(code.type(), refusal.fields().getFirst().type());
  }

  private Picture read(byte[] file) {
    return read(file, 2);
  }

  private Picture read(byte[] file, int scale) {
    try {
      Path path = Files.write(Files.createTempFile(folder, "picture", ""), file);
      return PictureReader.open(path, scale).picture();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    return Pictures.resource("/pictures/" + name);
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out), format);
    return out.toByteArray();
  }

  /** A 3 × 3 image of components with alpha. */
  private static BufferedImage component(int colorSpace, int dataType) {
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(colorSpace), true, false, Transparency.TRANSLUCENT, dataType);
    return new BufferedImage(model, model.createCompatibleWritableRaster(3, 3), false, null);
  }

  /** A PNG that has a header of that size and hardly anything else. */
  private static byte[] pngHeader(int width, int height) {
    var png = ByteBuffer.allocate(8 + 25 + 12);
    png.putLong(0x89504E470D0A1A0AL);
    png.putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII));
    png.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    var checksum = new CRC32();
    checksum.update(png.array(), 12, 17);
    png.putInt((int) checksum.getValue());
    png.putInt(0).put("IEND".getBytes(StandardCharsets.US_ASCII)).putInt(0xAE426082);
    return png.array();
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }
}
