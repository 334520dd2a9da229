package dev.hearth.standalone.acceptance;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Line art of any size, and how close two pictures are. */
final class Pictures {
  private Pictures() {}

  /** Flat shapes with dark outlines, the kind of picture that the upscaler was trained for. */
  static BufferedImage lineArt(int width, int height) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(new Color(0xF4EBD9));
    graphics.fillRect(0, 0, width, height);
    var random = new SplittableRandom(7);
    for (int shape = 0; shape < 24; shape++) {
      drawShape(graphics, random, width, height);
    }
    graphics.dispose();
    return picture;
  }

  private static void drawShape(
      Graphics2D graphics, SplittableRandom random, int width, int height) {
    int size = random.nextInt(height / 8, height / 2);
    int x = random.nextInt(-size / 2, width - size / 2);
    int y = random.nextInt(-size / 2, height - size / 2);
    graphics.setColor(Color.getHSBColor((float) random.nextDouble(), 0.5f, 0.9f));
    graphics.fillOval(x, y, size, size * 2 / 3);
    graphics.setColor(new Color(0x262038));
    graphics.setStroke(new BasicStroke(height / 96f));
    graphics.drawOval(x, y, size, size * 2 / 3);
    graphics.drawLine(x, y, x + size, y + size * 2 / 3);
  }

  /** Each pixel the mean of 2 × 2. */
  static BufferedImage halved(BufferedImage picture) {
    int width = picture.getWidth() / 2;
    int height = picture.getHeight() / 2;
    var half = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        half.setRGB(x, y, mean(picture.getRGB(2 * x, 2 * y, 2, 2, null, 0, 2)));
      }
    }
    return half;
  }

  private static int mean(int[] pixels) {
    int mean = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      int sum = 0;
      for (int pixel : pixels) {
        sum += (pixel >> shift) & 0xFF;
      }
      mean |= ((sum + pixels.length / 2) / pixels.length) << shift;
    }
    return mean;
  }

  /** Twice the size by bicubic interpolation. */
  static BufferedImage bicubic(BufferedImage picture) {
    int width = picture.getWidth() * 2;
    int height = picture.getHeight() * 2;
    var large = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = large.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return large;
  }

  /** Peak signal-to-noise ratio of two pictures of one size, in decibels. */
  static double psnr(BufferedImage one, BufferedImage other) {
    double squares = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        squares += squaredDifference(one.getRGB(x, y), other.getRGB(x, y));
      }
    }
    return 10 * Math.log10(255.0 * 255 * 3 * one.getWidth() * one.getHeight() / squares);
  }

  private static double squaredDifference(int one, int other) {
    double squares = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      int difference = ((one >> shift) & 0xFF) - ((other >> shift) & 0xFF);
      squares += difference * difference;
    }
    return squares;
  }

  static byte[] png(BufferedImage picture) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }

  static BufferedImage decode(byte[] bytes) throws IOException {
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(bytes)), "no picture");
  }
}
