package dev.hearth.examples.upscale;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * A JPEG file, of grey, colour or CMYK. Java's reader applies its colour profile.
 *
 * <p>The reader wants an image to decode into and copies row after row to its raster. It gets one
 * that passes rows on instead of keeping them. Of a JPEG in several scans, a progressive one, it
 * gives the picture as it is after each of them, and only the last counts.
 *
 * @param scans how many times the reader gives the whole picture
 */
record JpegFile(Path path, int width, int height, Orientation orientation, int scans)
    implements PictureFile {
  /** Programs write about ten; a file of thousands would only waste time. */
  private static final int MAX_SCANS = 64;

  private static final int[] BANDS = {0, 1, 2, 3};

  /** Reads the header; refuses a picture that is too large. Then decodes it to see it is whole. */
  static JpegFile open(Path path, int scale) throws IOException {
    JpegFile file = header(path, scale);
    var rows = new AtomicInteger();
    file.read((_, _) -> count(rows, file.height));
    int scans = rows.get() / file.height;
    if (scans * file.height != rows.get()) {
      throw new IIOException(rows + " rows where a picture has " + file.height);
    }
    return new JpegFile(path, file.width, file.height, file.orientation, scans);
  }

  private static JpegFile header(Path path, int scale) throws IOException {
    ImageReader reader = reader();
    try (var in = new FileImageInputStream(path.toFile())) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      Limits.check(width, height, scale);
      return new JpegFile(path, width, height, Orientation.ofJpeg(path), 1);
    } finally {
      reader.dispose();
    }
  }

  private static void count(AtomicInteger rows, int height) throws IOException {
    if (rows.incrementAndGet() > (long) MAX_SCANS * height) {
      throw new IIOException("more than " + MAX_SCANS + " scans");
    }
  }

  @Override
  public void decode(RowSink sink) throws IOException {
    int before = (scans - 1) * height;
    var rows = new AtomicInteger();
    read(
        (argb, from) -> {
          if (rows.getAndIncrement() >= before) {
            sink.row(argb, from);
          }
        });
  }

  /** Gives the rows of all scans. */
  private void read(RowSink sink) throws IOException {
    ImageReader reader = reader();
    try (var in = new FileImageInputStream(path.toFile())) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((_, warning) -> refuseTruncated(warning));
      var types = reader.getImageTypes(0);
      if (!types.hasNext()) {
        throw new IIOException("a JPEG of unusual channels");
      }
      ColorModel stored = types.next().getColorModel();
      boolean cmyk = stored.getNumComponents() == 4;
      RowSink rows = cmyk ? fromCmyk(stored.getColorSpace(), sink) : sink;
      var raster = new PassingRaster(width, height, cmyk ? 4 : 3, rows);
      var param = reader.getDefaultReadParam();
      param.setDestination(new BufferedImage(cmyk ? stored : srgb(), raster, false, null));
      var _ = reader.read(0, param);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader() {
    return ImageIO.getImageReadersByFormatName("jpeg").next();
  }

  /** The reader only warns when data is missing, and leaves the rest grey. */
  private static void refuseTruncated(String warning) {
    if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
      throw new UncheckedIOException(new IIOException(warning));
    }
  }

  private static ColorModel srgb() {
    return new ComponentColorModel(
        ColorSpace.getInstance(ColorSpace.CS_sRGB),
        false,
        false,
        Transparency.OPAQUE,
        DataBuffer.TYPE_BYTE);
  }

  /** Converts rows of {@code 0xCCMMYYKK}, 255 being full ink. */
  private RowSink fromCmyk(ColorSpace inks, RowSink sink) {
    var rgb = new int[width];
    if (!(inks instanceof ICC_ColorSpace profile)) {
      return (cmyk, from) -> {
        for (int x = 0; x < width; x++) {
          rgb[x] = withoutProfile(cmyk[from + x]);
        }
        sink.row(rgb, 0);
      };
    }
    var toSrgb = new ColorConvertOp(profile, ColorSpace.getInstance(ColorSpace.CS_sRGB), null);
    WritableRaster source = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, 1, 4, null);
    WritableRaster target = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, 1, 3, null);
    var bytes = ((DataBufferByte) source.getDataBuffer()).getData();
    return (cmyk, from) -> {
      for (int x = 0, at = 0; x < width; x++) {
        for (int shift = 24; shift >= 0; shift -= 8) {
          bytes[at++] = (byte) (cmyk[from + x] >> shift);
        }
      }
      toSrgb.filter(source, target);
      pack(((DataBufferByte) target.getDataBuffer()).getData(), 3, rgb);
      sink.row(rgb, 0);
    };
  }

  /** Each ink takes its part of the light, and black its part of all three. */
  private static int withoutProfile(int cmyk) {
    int white = 255 - (cmyk & 255);
    int argb = 0xFF;
    for (int shift = 24; shift > 0; shift -= 8) {
      argb = argb << 8 | ((255 - (cmyk >>> shift & 255)) * white + 127) / 255;
    }
    return argb;
  }

  /** Three bytes become an opaque pixel, four just the four bytes. */
  private static void pack(byte[] bytes, int bands, int[] pixels) {
    for (int x = 0, at = 0; at < bytes.length; x++) {
      int pixel = 0xFF;
      for (int band = 0; band < bands; band++) {
        pixel = pixel << 8 | bytes[at++] & 255;
      }
      pixels[x] = pixel;
    }
  }

  /** A raster without memory: what is set in it goes to a sink, row by row. */
  private static final class PassingRaster extends WritableRaster {
    private final RowSink sink;
    private final byte[] bytes;
    private final int[] pixels;

    PassingRaster(int width, int height, int bands, RowSink sink) {
      super(
          new PixelInterleavedSampleModel(
              DataBuffer.TYPE_BYTE,
              width,
              height,
              bands,
              width * bands,
              Arrays.copyOf(BANDS, bands)),
          new DataBufferByte(0),
          new Point());
      this.sink = sink;
      this.bytes = new byte[width * bands];
      this.pixels = new int[width];
    }

    @Override
    public void setRect(int x, int y, Raster row) {
      row.getDataElements(0, 0, width, 1, bytes);
      pack(bytes, getNumBands(), pixels);
      try {
        sink.row(pixels, 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
