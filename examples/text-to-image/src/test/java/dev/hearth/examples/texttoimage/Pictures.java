package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.media.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Reads and compares pictures. */
final class Pictures {
  private Pictures() {}

  /** {@code 0xRRGGBB} row by row. */
  static int[] read(Image image) throws IOException {
    try (InputStream in = image.open()) {
      return pixels(in);
    }
  }

  static int[] read(byte[] file) throws IOException {
    return pixels(new ByteArrayInputStream(file));
  }

  private static int[] pixels(InputStream in) throws IOException {
    BufferedImage image = Objects.requireNonNull(ImageIO.read(in), "not a picture");
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 0xFFFFFF;
    }
    return pixels;
  }

  /** Decibels over 255 levels; infinite for equal pictures. */
  static double psnr(int[] one, int[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(one.length + " pixels beside " + other.length);
    }
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        double difference = (one[i] >> shift & 255) - (other[i] >> shift & 255);
        sum += difference * difference;
      }
    }
    return 10 * Math.log10(255.0 * 255 * 3 * one.length / sum);
  }
}
