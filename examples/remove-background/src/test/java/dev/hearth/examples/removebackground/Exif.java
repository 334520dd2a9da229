package dev.hearth.examples.removebackground;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes EXIF that tells an orientation. */
final class Exif {
  private Exif() {}

  /** The TIFF that EXIF consists of, big-endian for odd codes. */
  static byte[] tiff(int code) {
    boolean big = code % 2 == 1;
    var tiff = ByteBuffer.allocate(26).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    tiff.put((big ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) code);
    return tiff.array();
  }

  /** The JPEG with that EXIF behind its first marker. */
  static byte[] inJpeg(byte[] jpeg, byte[] tiff) {
    return ByteBuffer.allocate(jpeg.length + 10 + tiff.length)
        .put(jpeg, 0, 2)
        .putShort((short) 0xFFE1)
        .putShort((short) (8 + tiff.length))
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(tiff)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /** A WebP with a canvas header and EXIF around the frame of a plain one. */
  static byte[] inWebp(byte[] webp, int width, int height, byte[] tiff) {
    int padded = tiff.length + (tiff.length & 1);
    var file = ByteBuffer.allocate(webp.length + 18 + 8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    file.put(webp, 0, 4).putInt(file.capacity() - 8).put(webp, 8, 4);
    file.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x08);
    put24(file, width - 1);
    put24(file, height - 1);
    file.put(webp, 12, webp.length - 12);
    file.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(tiff.length).put(tiff);
    return file.array();
  }

  private static void put24(ByteBuffer file, int value) {
    file.putShort((short) value).put((byte) (value >> 16));
  }
}
