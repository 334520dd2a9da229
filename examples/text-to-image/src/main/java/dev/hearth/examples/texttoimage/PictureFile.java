package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.standard.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Makes files of what the network drew. */
final class PictureFile {
  private static final float JPEG_QUALITY = 0.95f;

  private PictureFile() {}

  /**
   * Stores a picture as an output of a call.
   *
   * @param planes {@code [3, 64, 64]}, −1 to 1
   */
  static Image store(Call call, float[] planes, PictureSize size, ImageFormat format)
      throws IOException {
    int width = size.width();
    int height = size.height();
    int[] rgb = new Enlargement(width, height).apply(planes);
    return call.image(encode(rgb, width, height, format), format.contentType(), width, height);
  }

  /** The bytes of a file. */
  static byte[] encode(int[] rgb, int width, int height, ImageFormat format) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, rgb, 0, width);
    String name = format.name().toLowerCase(Locale.ROOT);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(name).next();
    var bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam options = writer.getDefaultWriteParam();
      if (format == ImageFormat.JPEG) {
        options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionQuality(JPEG_QUALITY);
      }
      writer.write(null, new IIOImage(image, null, null), options);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
