package dev.hearth.examples.upscale;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/** Makes and compares pictures. */
final class Pictures {
  private Pictures() {}

  /** The fireplace, drawn with so many pixels per unit of 160 × 120. */
  static Picture hearth(int scale) {
    return Samples.of(HearthDrawing.draw(scale, false));
  }

  /** A picture of which each pixel is the mean of {@code factor × factor} pixels. */
  static Picture shrink(Picture from, int factor) {
    int width = from.width() / factor;
    int height = from.height() / factor;
    var argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      int pixel = 0;
      for (int shift = 0; shift < 32; shift += 8) {
        int sum = 0;
        for (int n = 0; n < factor * factor; n++) {
          int x = i % width * factor + n % factor;
          int y = i / width * factor + n / factor;
          sum += from.argb()[y * from.width() + x] >>> shift & 255;
        }
        pixel |= Math.round((float) sum / (factor * factor)) << shift;
      }
      argb[i] = pixel;
    }
    return new Picture(width, height, argb, from.opaque());
  }

  static Picture bicubic(Picture from, int scale) {
    int width = from.width() * scale;
    var argb = new int[width * from.height() * scale];
    var row = new int[width];
    for (int shift = 0; shift < 32; shift += 8) {
      var channel = new Bicubic(shift, from.width(), scale);
      for (int y = 0; y < from.height() * scale; y++) {
        channel.row(source -> row(from, source), 0, y, row);
        for (int x = 0; x < width; x++) {
          argb[y * width + x] |= row[x] << shift;
        }
      }
    }
    return new Picture(width, from.height() * scale, argb, from.opaque());
  }

  /** A row of a picture, which beyond its border is as the border. */
  static int[] row(Picture picture, int y) {
    int from = Math.clamp(y, 0, picture.height() - 1) * picture.width();
    return Arrays.copyOfRange(picture.argb(), from, from + picture.width());
  }

  /** Peak signal-to-noise ratio of red, green and blue in dB. */
  static double psnr(Picture expected, Picture actual) {
    sameSize(expected, actual);
    double squares = 0;
    for (int i = 0; i < expected.argb().length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        double difference = level(expected, i, shift) - level(actual, i, shift);
        squares += difference * difference;
      }
    }
    return 10 * Math.log10(255.0 * 255.0 * 3 * expected.argb().length / squares);
  }

  /** Greatest difference of any channel, alpha included. */
  static int greatestDifference(Picture expected, Picture actual) {
    sameSize(expected, actual);
    int greatest = 0;
    for (int i = 0; i < expected.argb().length; i++) {
      for (int shift = 0; shift < 32; shift += 8) {
        int difference = level(expected, i, shift) - level(actual, i, shift);
        greatest = Math.max(greatest, Math.abs(difference));
      }
    }
    return greatest;
  }

  /** The picture as a PNG. */
  static byte[] png(Picture picture) throws IOException {
    var file = new ByteArrayOutputStream();
    try (var writer = new PngWriter(file, picture.width(), picture.height(), picture.opaque())) {
      for (int from = 0; from < picture.argb().length; from += picture.width()) {
        writer.row(picture.argb(), from);
      }
      writer.finish();
    }
    return file.toByteArray();
  }

  /** A file that the tests bring along. */
  static byte[] resource(String path) {
    try (InputStream in = Pictures.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, path).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int level(Picture picture, int index, int shift) {
    return picture.argb()[index] >>> shift & 255;
  }

  private static void sameSize(Picture expected, Picture actual) {
    if (expected.width() != actual.width() || expected.height() != actual.height()) {
      throw new AssertionError(
          "%dx%d is not %dx%d"
              .formatted(actual.width(), actual.height(), expected.width(), expected.height()));
    }
  }
}
