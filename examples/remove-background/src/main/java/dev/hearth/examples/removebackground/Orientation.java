package dev.hearth.examples.removebackground;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.stream.FileImageInputStream;

/**
 * How a camera was held, as EXIF tells it (TIFF 6.0, tag 0x0112): 1 is upright, 2 to 8 are the
 * other ways to mirror and turn. EXIF that isn't well-formed counts as none.
 */
final class Orientation {
  /** As most pictures are. */
  static final int UPRIGHT = 1;

  /** A longer block isn't a camera's. */
  static final int MAX_EXIF_BYTES = 1 << 20;

  private static final int TAG = 0x0112;
  private static final int TYPE_SHORT = 3;
  private static final int ENTRY_BYTES = 12;
  private static final int PNG_SIGNATURE_BYTES = 8;
  private static final int PNG_EXIF = 0x65584966; // eXIf
  private static final int PNG_END = 0x49454E44; // IEND

  private Orientation() {}

  /** Looks for a JPEG's EXIF segment. */
  static int ofJpeg(Path file) throws IOException {
    try (var in = new FileImageInputStream(file.toFile())) {
      List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
      if (segments.isEmpty()) {
        return UPRIGHT;
      }
      try (InputStream data = segments.getFirst().data()) {
        var _ = data.read(); // the second zero after "Exif"
        return ofTiff(ByteBuffer.wrap(data.readAllBytes()));
      }
    }
  }

  /** Looks for a PNG's {@code eXIf} chunk (PNG, third edition, 11.3.3.6). */
  static int ofPng(Path file) throws IOException {
    try (var in = new FileImageInputStream(file.toFile())) {
      long at = PNG_SIGNATURE_BYTES;
      while (at + 8 <= in.length()) {
        in.seek(at);
        long length = in.readUnsignedInt();
        int type = in.readInt();
        if (type == PNG_EXIF && length <= Math.min(MAX_EXIF_BYTES, in.length() - at - 8)) {
          var tiff = new byte[(int) length];
          in.readFully(tiff);
          return ofTiff(ByteBuffer.wrap(tiff));
        }
        if (type == PNG_END) {
          return UPRIGHT;
        }
        at += 12 + length;
      }
      return UPRIGHT;
    }
  }

  /** Reads the first directory of a TIFF. */
  static int ofTiff(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return UPRIGHT;
    }
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return UPRIGHT;
    }
    int at = (int) directory + 2;
    int end = Math.min(tiff.limit(), at + ENTRY_BYTES * tiff.getChar((int) directory));
    for (; at + ENTRY_BYTES <= end; at += ENTRY_BYTES) {
      if (tiff.getChar(at) == TAG && tiff.getChar(at + 2) == TYPE_SHORT) {
        int code = tiff.getChar(at + 8);
        return code >= 1 && code <= 8 ? code : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** The stored picture as it is meant to be seen. */
  static Picture upright(Picture stored, int code) {
    int w = stored.width();
    int h = stored.height();
    return switch (code) {
      case 2 -> turned(stored, w, h, w - 1, -1, w);
      case 3 -> turned(stored, w, h, w * h - 1, -1, -w);
      case 4 -> turned(stored, w, h, w * (h - 1), 1, -w);
      case 5 -> turned(stored, h, w, 0, w, 1);
      case 6 -> turned(stored, h, w, w * (h - 1), -w, 1);
      case 7 -> turned(stored, h, w, w * h - 1, -w, -1);
      case 8 -> turned(stored, h, w, w - 1, w, -1);
      default -> stored;
    };
  }

  /** What is seen at (x, y) is stored at index {@code first + x·right + y·down}. */
  private static Picture turned(
      Picture stored, int width, int height, int first, int right, int down) {
    var argb = new int[width * height];
    for (int y = 0, to = 0; y < height; y++) {
      for (int x = 0, from = first + y * down; x < width; x++, from += right) {
        argb[to++] = stored.argb()[from];
      }
    }
    return new Picture(width, height, argb);
  }
}
