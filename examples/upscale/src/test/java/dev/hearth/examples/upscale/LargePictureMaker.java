package dev.hearth.examples.upscale;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Makes a picture of any size that compresses as photographs do: shapes, shades and grain. */
public final class LargePictureMaker {
  private LargePictureMaker() {}

  /**
   * Makes.
   *
   * @param arguments the file, whose name tells the format, width and height
   */
  public static void main(String[] arguments) throws IOException {
    make(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
  }

  /** Makes a PNG, or by the file's name a JPEG or a progressive JPEG. */
  static void make(Path file, int width, int height) throws IOException {
    if (file.toString().endsWith(".png")) {
      var row = new int[width];
      try (OutputStream out = Files.newOutputStream(file);
          var png = new PngWriter(out, width, height, true)) {
        for (int y = 0; y < height; y++) {
          fill(row, y);
          png.row(row, 0);
        }
        png.finish();
      }
      return;
    }
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var row = new int[width];
    for (int y = 0; y < height; y++) {
      fill(row, y);
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (file.toString().contains("progressive")) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    try (var out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  private static void fill(int[] row, int y) {
    for (int x = 0; x < row.length; x++) {
      int grain = (x * 0x9E3779B1 ^ y * 0x85EBCA77) * 0xC2B2AE3D >>> 30;
      int red = level(Math.sin(x * 0.004) * Math.cos(y * 0.003));
      int green = level(Math.sin((x + 2.0 * y) * 0.002));
      int blue = (x / 97 + y / 61) % 2 == 0 ? red : 255 - green;
      row[x] = 0xFF000000 | red << 16 | green << 8 | blue ^ grain;
    }
  }

  private static int level(double wave) {
    return (int) Math.round(127.5 + 120 * wave);
  }
}
