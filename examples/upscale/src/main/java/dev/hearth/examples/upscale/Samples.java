package dev.hearth.examples.upscale;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;

/**
 * Turns whatever a decoder gave into 8-bit sRGB pixels. No kernel does: they take bytes, and here
 * samples have 8 or 16 bits, and come in ones to fours.
 */
final class Samples {
  private Samples() {}

  static Picture of(BufferedImage image) {
    int[] argb = isPlain(image.getColorModel()) ? unpack(image) : draw(image);
    boolean opaque = !image.getColorModel().hasAlpha() || isOpaque(argb);
    return new Picture(image.getWidth(), image.getHeight(), argb, opaque);
  }

  /**
   * Whether samples are grey or sRGB levels as they stand. Java's own conversion would take grey
   * for linear light and brighten it.
   */
  private static boolean isPlain(ColorModel model) {
    return model instanceof ComponentColorModel
        && !model.isAlphaPremultiplied()
        && (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            || model.getColorSpace().isCS_sRGB())
        && (model.getComponentSize(0) == 8 || model.getComponentSize(0) == 16);
  }

  private static int[] unpack(BufferedImage image) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    boolean grey = model.getNumColorComponents() == 1;
    boolean alpha = model.hasAlpha();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    var argb = new int[width * image.getHeight()];
    var row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      if (model.getComponentSize(0) == 16) {
        toEightBits(row);
      }
      packRow(row, bands, grey, alpha, argb, y * width);
    }
    return argb;
  }

  private static void toEightBits(int[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (samples[i] * 255 + 32_767) / 65_535;
    }
  }

  private static void packRow(
      int[] row, int bands, boolean grey, boolean alpha, int[] argb, int to) {
    int green = grey ? 0 : 1;
    int blue = grey ? 0 : 2;
    for (int at = 0, x = to; at < row.length; at += bands, x++) {
      int a = alpha ? row[at + bands - 1] : 255;
      argb[x] = a << 24 | row[at] << 16 | row[at + green] << 8 | row[at + blue];
    }
  }

  private static int[] draw(BufferedImage image) {
    int type =
        image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    var copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
    Graphics2D graphics = copy.createGraphics();
    graphics.setComposite(AlphaComposite.Src);
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    int[] argb = ((DataBufferInt) copy.getRaster().getDataBuffer()).getData();
    if (type == BufferedImage.TYPE_INT_RGB) {
      for (int i = 0; i < argb.length; i++) {
        argb[i] |= 0xFF000000;
      }
    }
    return argb;
  }

  private static boolean isOpaque(int[] argb) {
    int all = 0xFF000000;
    for (int pixel : argb) {
      all &= pixel;
    }
    return all == 0xFF000000;
  }
}
