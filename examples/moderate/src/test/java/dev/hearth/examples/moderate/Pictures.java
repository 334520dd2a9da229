package dev.hearth.examples.moderate;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Makes files of pictures. */
final class Pictures {
  /** What a PNG has before its first optional chunk: the signature and IHDR. */
  private static final int PNG_HEAD_BYTES = 33;

  private Pictures() {}

  /** A file that the tests bring along. */
  static byte[] resource(String name) throws IOException {
    try (InputStream in = Pictures.class.getResourceAsStream("/pictures/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  static byte[] encoded(BufferedImage image, String format) throws IOException {
    var file = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, file)) {
      throw new AssertionError("no encoder for " + format);
    }
    return file.toByteArray();
  }

  static byte[] png(Picture picture) throws IOException {
    var image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, picture.width(), picture.height(), picture.argb(), 0, picture.width());
    return encoded(image, "png");
  }

  /** The PNG with another chunk behind its header. */
  static byte[] withChunk(byte[] png, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(content);
    return ByteBuffer.allocate(png.length + 12 + content.length)
        .put(png, 0, PNG_HEAD_BYTES)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) crc.getValue())
        .put(png, PNG_HEAD_BYTES, png.length - PNG_HEAD_BYTES)
        .array();
  }

  /** The PNG with a header that tells another size. */
  static byte[] claiming(byte[] png, int width, int height) {
    var claiming = ByteBuffer.wrap(png.clone()).putInt(16, width).putInt(20, height);
    var crc = new CRC32();
    crc.update(claiming.array(), 12, 17);
    return claiming.putInt(29, (int) crc.getValue()).array();
  }
}
