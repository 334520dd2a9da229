package dev.hearth.examples.upscale;

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
 * other ways to mirror and turn.
 */
record Orientation(int code) {
  private static final int TAG = 0x0112;
  private static final int TYPE_SHORT = 3;
  private static final int ENTRY_BYTES = 12;
  private static final Orientation UPRIGHT = new Orientation(1);

  Orientation {
    if (code < 1 || code > 8) {
      throw new IllegalArgumentException("orientation " + code);
    }
  }

  /** The orientation of a JPEG file; upright when it has none, or EXIF that isn't well-formed. */
  static Orientation of(Path file) throws IOException {
    try (var in = new FileImageInputStream(file.toFile())) {
      List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
      if (segments.isEmpty()) {
        return UPRIGHT;
      }
      try (InputStream data = segments.getFirst().data()) {
        data.skipNBytes(1); // the second zero after "Exif"
        return ofTiff(ByteBuffer.wrap(data.readAllBytes()));
      }
    }
  }

  /** Reads the first directory of a TIFF. */
  static Orientation ofTiff(ByteBuffer tiff) {
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
        return code >= 1 && code <= 8 ? new Orientation(code) : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** The picture as it is meant to be seen. */
  Picture apply(Picture picture) {
    int w = picture.width();
    int h = picture.height();
    return switch (code) {
      case 2 -> copy(picture, w, h, w - 1, -1, w);
      case 3 -> copy(picture, w, h, w * h - 1, -1, -w);
      case 4 -> copy(picture, w, h, w * (h - 1), 1, -w);
      case 5 -> copy(picture, h, w, 0, w, 1);
      case 6 -> copy(picture, h, w, w * (h - 1), -w, 1);
      case 7 -> copy(picture, h, w, w * h - 1, -w, -1);
      case 8 -> copy(picture, h, w, w - 1, w, -1);
      default -> picture;
    };
  }

  /** The new picture's pixel (x, y) is the old one's at index {@code first + x·right + y·down}. */
  private static Picture copy(Picture from, int width, int height, int first, int right, int down) {
    var to = new int[width * height];
    int[] argb = from.argb();
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0, source = first + y * down; x < width; x++, source += right) {
        to[at++] = argb[source];
      }
    }
    return new Picture(width, height, to, from.opaque());
  }
}
