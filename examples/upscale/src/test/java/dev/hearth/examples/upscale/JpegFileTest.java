package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegFileTest {
  private static final int SIDE = 16;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsProgressiveAsWellAsSequential(boolean progressive) throws IOException {
    BufferedImage drawing = HearthDrawing.draw(1, false);
    Picture picture = read(encode(new IIOImage(drawing, null, null), progressive));
    assertEquals(160, picture.width());
    assertEquals(120, picture.height());
    assertTrue(Pictures.psnr(Samples.of(drawing), picture) > 27);
  }

  @Test
  void refusesThousandsOfScans() throws IOException {
    byte[] jpeg = encode(new IIOImage(HearthDrawing.draw(1, false), null, null), true);
    int last = lastScan(jpeg);
    var many = new ByteArrayOutputStream();
    many.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 3000; i++) {
      many.write(jpeg, last, jpeg.length - 2 - last);
    }
    many.write(jpeg, jpeg.length - 2, 2);
    assertThrows(CallException.class, () -> read(many.toByteArray()));
  }

  private static int lastScan(byte[] jpeg) {
    int last = 0;
    for (int i = 0; i + 1 < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA) {
        last = i;
      }
    }
    return last;
  }

  @Test
  void readsGrey() throws IOException {
    var grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSamples(0, 0, SIDE, SIDE, 0, filled(100, 1));
    assertEquals(0xFF646464, read(encode(new IIOImage(grey, null, null), false)).argb()[37]);
  }

  /** Stored levels are light, not ink, as in all files that Photoshop writes. */
  @ParameterizedTest
  @CsvSource({
    "255, 255, 255, 255, FFFFFF",
    "255, 255, 255, 0, 000000",
    "0, 255, 255, 255, 00FFFF",
    "255, 0, 0, 255, FF0000",
    "100, 200, 50, 255, 64C832",
    "200, 100, 255, 128, 643280",
  })
  void readsCmyk(int cyan, int magenta, int yellow, int black, String rgb) throws IOException {
    byte[] jpeg = withAdobe(raw(cyan, magenta, yellow, black), 0);
    assertColour(Integer.parseInt(rgb, 16), read(jpeg).argb()[37]);
  }

  /** Y, Cb and Cr of the inks, black as it is: T.872, section 6.5.3, on the levels stored. */
  @ParameterizedTest
  @CsvSource({"0, 128, 128, 255, FFFFFF", "0, 128, 128, 0, 000000", "155, 128, 128, 255, 646464"})
  void readsYcck(int y, int cb, int cr, int black, String rgb) throws IOException {
    byte[] jpeg = withAdobe(raw(y, cb, cr, black), 2);
    assertColour(Integer.parseInt(rgb, 16), read(jpeg).argb()[37]);
  }

  @Test
  void aProfileIsApplied() throws IOException {
    var half = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      half.setRGB(i % SIDE, i / SIDE, 0x373737);
    }
    byte[] plain = encode(new IIOImage(half, null, null), false);
    assertColour(0x373737, read(plain).argb()[37]);
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    assertColour(0x808080, read(withProfile(plain, linear)).argb()[37]);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 128, 300})
  void aBrokenProfileIsAsNone(int length) throws IOException {
    var half = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    byte[] plain = encode(new IIOImage(half, null, null), false);
    byte[] broken = withProfile(plain, new byte[length]);
    assertColour(0, read(broken).argb()[37]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void exifTurnsIt(int code) throws IOException {
    byte[] jpeg = encode(new IIOImage(HearthDrawing.draw(1, false), null, null), false);
    var file = new PictureInMemory(read(jpeg), new Orientation(code));
    Picture expected = new Original(file, true).picture();
    Picture turned = read(Exif.inJpeg(jpeg, Exif.tiff(code)));
    assertEquals(0, Pictures.greatestDifference(expected, turned));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 8, 12, 17, 21})
  void exifThatIsCutOffCountsAsUpright(int length) throws IOException {
    byte[] jpeg = encode(new IIOImage(HearthDrawing.draw(1, false), null, null), false);
    byte[] tiff = Arrays.copyOf(Exif.tiff(6), length);
    assertEquals(160, read(Exif.inJpeg(jpeg, tiff)).width());
  }

  /** What fails while rows are taken must come out as it was, through the native decoder too. */
  @Test
  void theTakersFailureIsNotThePictures() throws IOException {
    byte[] jpeg = encode(new IIOImage(HearthDrawing.draw(1, false), null, null), false);
    Path path = Files.write(folder.resolve("picture.jpg"), jpeg);
    Original original = PictureReader.open(path, 2);
    var gone = new CallException(ErrorCode.CLIENT_CANCELLED, "gone");
    var thrown =
        assertThrows(
            CallException.class,
            () ->
                original.rows(
                    (_, _) -> {
                      throw gone;
                    }));
    assertEquals(gone, thrown);
    var full = new IOException("disk full");
    assertEquals(
        full,
        assertThrows(
            IOException.class,
            () ->
                original.rows(
                    (_, _) -> {
                      throw full;
                    })));
    assertEquals(160, original.picture().width());
  }

  private static void assertColour(int rgb, int argb) {
    assertEquals(255, argb >>> 24);
    for (int shift = 0; shift < 24; shift += 8) {
      assertEquals(rgb >> shift & 255, argb >> shift & 255, 3, Integer.toHexString(argb));
    }
  }

  /** Four channels of one level each, as they stand, without a marker that says what they are. */
  private static byte[] raw(int... levels) throws IOException {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, SIDE, SIDE, levels.length, null);
    for (int band = 0; band < levels.length; band++) {
      raster.setSamples(0, 0, SIDE, SIDE, band, filled(levels[band], 1));
    }
    return encode(new IIOImage(raster, null, null), false);
  }

  private static int[] filled(int level, int bands) {
    var samples = new int[SIDE * SIDE * bands];
    Arrays.fill(samples, level);
    return samples;
  }

  private static byte[] withAdobe(byte[] jpeg, int transform) {
    var marker = ByteBuffer.allocate(16).putShort((short) 0xFFEE).putShort((short) 14);
    marker.put("Adobe".getBytes(StandardCharsets.US_ASCII)).putShort((short) 100);
    marker.putInt(0).put((byte) transform);
    return inserted(jpeg, marker.array());
  }

  private static byte[] withProfile(byte[] jpeg, byte[] icc) {
    var marker = ByteBuffer.allocate(18 + icc.length).putShort((short) 0xFFE2);
    marker.putShort((short) (16 + icc.length));
    marker.put("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII)).put(icc);
    return inserted(jpeg, marker.array());
  }

  private static byte[] inserted(byte[] jpeg, byte[] segment) {
    return ByteBuffer.allocate(jpeg.length + segment.length)
        .put(jpeg, 0, 2)
        .put(segment)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  private static byte[] encode(IIOImage image, boolean progressive) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, image, param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private Picture read(byte[] jpeg) throws IOException {
    Path path = Files.write(folder.resolve("picture.jpg"), jpeg);
    return PictureReader.open(path, 2).picture();
  }
}
