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

  /** As most pictures are. */
  static final Orientation UPRIGHT = new Orientation(1);

  Orientation {
    if (code < 1 || code > 8) {
      throw new IllegalArgumentException("orientation " + code);
    }
  }

  /** The orientation of a JPEG file; upright when it has none, or EXIF that isn't well-formed. */
  static Orientation ofJpeg(Path file) throws IOException {
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

  /** Whether what was stored as width is seen as height. */
  boolean swapsSides() {
    return code > 4;
  }

  /**
   * Gives a file's rows as they are meant to be seen. Unless the picture stands upright or is
   * merely mirrored, it is held in memory meanwhile.
   */
  void upright(PictureFile file, RowSink sink) throws IOException {
    int w = file.width();
    int h = file.height();
    switch (code) {
      case 2 -> file.decode(mirrored(w, sink));
      case 3 -> turned(file, w, h, w * h - 1, -1, -w, sink);
      case 4 -> turned(file, w, h, w * (h - 1), 1, -w, sink);
      case 5 -> turned(file, h, w, 0, w, 1, sink);
      case 6 -> turned(file, h, w, w * (h - 1), -w, 1, sink);
      case 7 -> turned(file, h, w, w * h - 1, -w, -1, sink);
      case 8 -> turned(file, h, w, w - 1, w, -1, sink);
      default -> file.decode(sink);
    }
  }

  private static RowSink mirrored(int width, RowSink sink) {
    var mirrored = new int[width];
    return (argb, from) -> {
      for (int x = 0; x < width; x++) {
        mirrored[x] = argb[from + width - 1 - x];
      }
      sink.row(mirrored, 0);
    };
  }

  /** What is seen at (x, y) is stored at index {@code first + x·right + y·down}. */
  private static void turned(
      PictureFile file, int width, int height, int first, int right, int down, RowSink sink)
      throws IOException {
    var stored = new int[width * height];
    file.decode(new Canvas(stored, file.width()));
    var row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0, at = first + y * down; x < width; x++, at += right) {
        row[x] = stored[at];
      }
      sink.row(row, 0);
    }
  }
}
