package dev.hearth.examples.moderate;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;

/** Turns whatever a decoder gave into 8-bit sRGB pixels. */
final class Pixels {
  private Pixels() {}

  static Picture of(BufferedImage image) {
    boolean grey =
        image.getColorModel() instanceof ComponentColorModel model
            && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    int[] argb = grey ? unpackGrey(image) : draw(image);
    return new Picture(image.getWidth(), image.getHeight(), argb);
  }

  /** Java's own conversion takes grey for linear light and would brighten it. */
  private static int[] unpackGrey(BufferedImage image) {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int white = (1 << image.getColorModel().getComponentSize(0)) - 1;
    int width = image.getWidth();
    var argb = new int[width * image.getHeight()];
    var row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0, at = 0; x < width; x++, at += bands) {
        int level = eightBits(row[at], white);
        int alpha = bands > 1 ? eightBits(row[at + 1], white) : 255;
        argb[y * width + x] = alpha << 24 | level * 0x010101;
      }
    }
    return argb;
  }

  private static int eightBits(int level, int white) {
    return (level * 255 + white / 2) / white;
  }

  private static int[] draw(BufferedImage image) {
    var copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = copy.createGraphics();
    graphics.setComposite(AlphaComposite.Src);
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return ((DataBufferInt) copy.getRaster().getDataBuffer()).getData();
  }
}
