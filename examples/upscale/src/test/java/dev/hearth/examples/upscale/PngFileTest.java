package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngFileTest {
  private static final int WIDTH = 21;
  private static final int HEIGHT = 13;

  @TempDir private Path folder;

  /** Depth and colour of each kind there is; Java's own reader says the same where it is exact. */
  @ParameterizedTest
  @CsvSource({
    "1, 0", "2, 0", "4, 0", "8, 0", "16, 0", "8, 2", "16, 2", "1, 3", "2, 3", "4, 3", "8, 3",
    "8, 4", "16, 4", "8, 6", "16, 6"
  })
  void readsEveryKindPlainAndInterlaced(int depth, int colour) throws IOException {
    for (boolean interlaced : new boolean[] {false, true}) {
      for (int side : new int[] {1, 2, 5, 0}) {
        int width = side == 0 ? WIDTH : side;
        int height = side == 0 ? HEIGHT : side;
        var header = new PngHeader(width, height, depth, colour, interlaced);
        int[] samples = samples(header);
        byte[] png = maker(header, samples).png();
        Picture picture = read(png);
        assertArrayEquals(expected(header, samples), picture.argb(), header.toString());
        if (depth <= 8 && colour != PngHeader.GREY_ALPHA) {
          Picture javas = Samples.of(ImageIO.read(new ByteArrayInputStream(png)));
          assertEquals(0, Pictures.greatestDifference(javas, picture), header.toString());
        }
      }
    }
  }

  @Test
  void oneColourOfGreyAndOfTrueColourMayBeTransparent() throws IOException {
    var grey = new PngHeader(2, 1, 16, PngHeader.GREY, false);
    int[] greys = {0x1234, 0x1235};
    Picture picture = read(new PngMaker(grey, greys).with("tRNS", 0x12, 0x34).png());
    // Both are level 18 of 255; only one of them is meant.
    assertArrayEquals(new int[] {0x00121212, 0xFF121212}, picture.argb());
    assertFalse(picture.opaque());
    var colour = new PngHeader(2, 1, 8, PngHeader.RGB, false);
    int[] colours = {1, 2, 3, 1, 2, 4};
    picture = read(new PngMaker(colour, colours).with("tRNS", 0, 1, 0, 2, 0, 3).png());
    assertArrayEquals(new int[] {0x00010203, 0xFF010204}, picture.argb());
  }

  @Test
  void alphaOfAPaletteEndsWhereItsListEnds() throws IOException {
    var header = new PngHeader(3, 1, 2, PngHeader.PALETTE, false);
    var maker = new PngMaker(header, new int[] {0, 1, 2});
    maker.with("PLTE", 255, 0, 0, 0, 255, 0, 0, 0, 255).with("tRNS", 0, 128);
    assertArrayEquals(new int[] {0x00FF0000, 0x8000FF00, 0xFF0000FF}, read(maker.png()).argb());
  }

  @Test
  void aProfileIsAppliedUnlessTheFileSaysSrgb() throws IOException {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    var header = new PngHeader(1, 1, 8, PngHeader.RGB, false);
    int[] half = {55, 128, 200};
    int pixel = read(new PngMaker(header, half).withProfile(linear).png()).argb()[0];
    // The curve of IEC 61966-2-1: 55 of 255 linear is level 128, 128 is 188, 200 is 229.
    assertEquals(128, pixel >> 16 & 255, 2);
    assertEquals(188, pixel >> 8 & 255, 2);
    assertEquals(229, pixel & 255, 2);
    assertEquals(
        0xFF3780C8,
        read(new PngMaker(header, half).withProfile(linear).with("sRGB", 0).png()).argb()[0]);
  }

  @Test
  void aProfileOfGreyAndOfAPaletteCountsToo() throws IOException {
    byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData(); // linear light
    var greyHeader = new PngHeader(1, 1, 8, PngHeader.GREY_ALPHA, false);
    Picture picture = read(new PngMaker(greyHeader, new int[] {55, 77}).withProfile(grey).png());
    assertEquals(77, picture.argb()[0] >>> 24);
    assertEquals(128, picture.argb()[0] & 255, 2);
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    var header = new PngHeader(1, 1, 1, PngHeader.PALETTE, false);
    var maker = new PngMaker(header, new int[] {1}).with("PLTE", 0, 0, 0, 55, 55, 55);
    assertEquals(128, read(maker.withProfile(linear).png()).argb()[0] & 255, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 127, 128, 131, 200})
  void aBrokenProfileIsAsNone(int at) throws IOException {
    byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] broken = Arrays.copyOf(icc, at);
    var header = new PngHeader(1, 1, 8, PngHeader.RGB, false);
    int[] levels = {55, 128, 200};
    assertEquals(
        0xFF3780C8, read(new PngMaker(header, levels).withProfile(broken).png()).argb()[0]);
    assertEquals(
        0xFF3780C8, read(new PngMaker(header, levels).with("iCCP", 'a', 0, 0, at).png()).argb()[0]);
    byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    assertEquals(0xFF3780C8, read(new PngMaker(header, levels).withProfile(grey).png()).argb()[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void exifTurnsIt(int code) throws IOException {
    var header = new PngHeader(3, 2, 8, PngHeader.GREY, false);
    int[] samples = {1, 2, 3, 4, 5, 6};
    Picture stored = read(new PngMaker(header, samples).png());
    var file = new PictureInMemory(stored, new Orientation(code));
    Picture expected = new Original(file, true).picture();
    byte[] exif = Exif.tiff(code);
    for (PngMaker maker :
        new PngMaker[] {
          new PngMaker(header, samples).with("eXIf", exif),
          new PngMaker(header, samples).then("eXIf", exif)
        }) {
      Picture turned = read(maker.png());
      assertEquals(expected.width(), turned.width());
      assertArrayEquals(expected.argb(), turned.argb());
    }
  }

  @Test
  void unknownChunksArePassedOverUnlessTheyMatter() throws IOException {
    var header = new PngHeader(1, 1, 8, PngHeader.GREY, false);
    int[] sample = {9};
    var maker = new PngMaker(header, sample).with("prVt", new byte[70_000]).then("teSt", exif());
    assertEquals(0xFF090909, read(maker.png()).argb()[0]);
    refused(new PngMaker(header, sample).with("NEEd", 1).png());
  }

  /** Every byte counts: pixels, headers, checksums. */
  @Test
  void refusesWhatWasDamagedAnywhere() throws IOException {
    var header = new PngHeader(WIDTH, HEIGHT, 8, PngHeader.RGB_ALPHA, false);
    byte[] whole = new PngMaker(header, samples(header)).png();
    for (int at = 8; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      refused(damaged);
    }
  }

  @Test
  void refusesImpossibleHeaders() throws IOException {
    int[][] bodies = {
      {3, 2, 0, 0, 0}, {8, 5, 0, 0, 0}, {16, 3, 0, 0, 0}, {4, 2, 0, 0, 0}, {8, 2, 1, 0, 0},
      {8, 2, 0, 1, 0}, {8, 2, 0, 0, 2}, {8, 2, 0, 0, 255}, {0, 0, 0, 0, 0}, {32, 0, 0, 0, 0},
    };
    for (int[] body : bodies) {
      refused(withHeader(body));
    }
  }

  @Test
  void refusesPalettesThatCannotBe() throws IOException {
    var header = new PngHeader(2, 1, 8, PngHeader.PALETTE, false);
    int[] indexes = {0, 1};
    refused(new PngMaker(header, indexes).png());
    refused(new PngMaker(header, indexes).with("PLTE", 1, 2).png());
    refused(new PngMaker(header, indexes).with("PLTE", 1, 2, 3).png()); // index 1 is beyond
    refused(new PngMaker(header, indexes).with("PLTE", new byte[3 * 257]).png());
    var grey = new PngHeader(2, 1, 8, PngHeader.GREY, false);
    refused(new PngMaker(grey, indexes).with("tRNS", 1).png());
  }

  @Test
  void refusesTooFewPixelsAndPassesOverTooMany() throws IOException {
    var header = new PngHeader(4, 4, 8, PngHeader.GREY, false);
    byte[] png = new PngMaker(header, new int[16]).png();
    refused(withHeight(png, 5));
    assertEquals(3, read(withHeight(png, 3)).height());
  }

  @ParameterizedTest
  @ValueSource(strings = {"iCCP", "eXIf", "zTXt"})
  void bombsInMetadataDoNotGoOff(String type) throws IOException {
    var header = new PngHeader(1, 1, 8, PngHeader.RGB, false);
    var maker = new PngMaker(header, new int[] {1, 2, 3});
    if (type.equals("iCCP")) {
      maker.withProfile(new byte[100 << 20]);
    } else {
      maker.with(type, new byte[8 << 20]);
    }
    assertEquals(0xFF010203, read(maker.png()).argb()[0]);
  }

  private static PngMaker maker(PngHeader header, int[] samples) {
    var maker = new PngMaker(header, samples);
    if (header.colour() == PngHeader.PALETTE) {
      var colours = new byte[3 << header.depth()];
      for (int i = 0; i < colours.length; i++) {
        colours[i] = (byte) (i * 37);
      }
      maker.with("PLTE", colours);
    }
    return maker;
  }

  private static int[] samples(PngHeader header) {
    var random = new SplittableRandom(header.depth() * 7L + header.colour());
    var samples = new int[header.width() * header.height() * header.channels()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = random.nextInt(1 << header.depth());
    }
    return samples;
  }

  private static int[] expected(PngHeader header, int[] samples) {
    double unit = 255.0 / ((1 << header.depth()) - 1);
    var argb = new int[header.width() * header.height()];
    for (int i = 0; i < argb.length; i++) {
      int[] levels = new int[header.channels()];
      for (int c = 0; c < levels.length; c++) {
        levels[c] = (int) Math.round(samples[i * levels.length + c] * unit);
      }
      argb[i] =
          switch (header.colour()) {
            case PngHeader.GREY -> 0xFF000000 | levels[0] * 0x010101;
            case PngHeader.GREY_ALPHA -> levels[1] << 24 | levels[0] * 0x010101;
            case PngHeader.RGB -> 0xFF000000 | levels[0] << 16 | levels[1] << 8 | levels[2];
            case PngHeader.RGB_ALPHA ->
                levels[3] << 24 | levels[0] << 16 | levels[1] << 8 | levels[2];
            default -> {
              int first = samples[i] * 3;
              yield 0xFF000000
                  | (first * 37 & 255) << 16
                  | ((first + 1) * 37 & 255) << 8
                  | (first + 2) * 37 & 255;
            }
          };
    }
    return argb;
  }

  private static byte[] exif() {
    return Exif.tiff(1);
  }

  private static byte[] withHeader(int[] body) throws IOException {
    byte[] png = new PngMaker(new PngHeader(2, 2, 8, 2, false), new int[12]).png();
    for (int i = 0; i < body.length; i++) {
      png[24 + i] = (byte) body[i];
    }
    return checked(png);
  }

  private static byte[] withHeight(byte[] png, int height) {
    byte[] changed = png.clone();
    ByteBuffer.wrap(changed).putInt(20, height);
    return checked(changed);
  }

  /** Puts the header's checksum right. */
  private static byte[] checked(byte[] png) {
    var checksum = new CRC32();
    checksum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
    return png;
  }

  private void refused(byte[] png) throws IOException {
    Path path = Files.write(folder.resolve("picture.png"), png);
    var refusal = assertThrows(CallException.class, () -> PictureReader.open(path, 2));
    boolean ofThePicture =
        refusal.code() == ErrorCode.IMAGE_LOAD_ERROR
            || refusal.code() == ErrorCode.IMAGE_TOO_LARGE
            || refusal.code() == ErrorCode.IMAGE_TOO_SMALL;
    assertTrue(ofThePicture, refusal.reason());
  }

  private Picture read(byte[] png) throws IOException {
    Path path = Files.write(folder.resolve("picture.png"), png);
    return PictureReader.open(path, 2).picture();
  }
}
