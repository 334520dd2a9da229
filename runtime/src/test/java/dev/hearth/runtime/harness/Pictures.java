package dev.hearth.runtime.harness;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures of a given size. */
public final class Pictures {
  private Pictures() {}

  /** A real picture; {@code format} is {@code png}, {@code jpg} or {@code gif}. */
  public static byte[] encoded(String format, int width, int height) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] png(int width, int height) {
    return encoded("png", width, height);
  }

  public static String pngDataUri(int width, int height) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(width, height));
  }
}
