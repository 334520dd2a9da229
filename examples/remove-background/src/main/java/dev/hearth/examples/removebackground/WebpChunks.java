package dev.hearth.examples.removebackground;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.imageio.IIOException;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Looks through a WebP file's chunks before the decoder does, which takes memory for every size
 * that is stated anywhere and makes up what is missing at the end. Source: RFC 9649, sections 2.5
 * to 2.7 and 3.
 */
final class WebpChunks {
  private static final int VP8 = id("VP8 ");
  private static final int VP8L = id("VP8L");
  private static final int VP8X = id("VP8X");
  private static final int ANMF = id("ANMF");
  private static final int EXIF = id("EXIF");
  private static final int FIRST_CHUNK = 12;
  private static final int ANMF_HEADER_BYTES = 16;
  private static final int SIDE_MASK = 0x3FFF;

  private WebpChunks() {}

  /**
   * Refuses a file which is incomplete or of which any size is too large.
   *
   * @return the EXIF orientation
   */
  static int check(Path file) throws IOException {
    int orientation = Orientation.UPRIGHT;
    boolean pixels = false;
    try (var in = new FileImageInputStream(file.toFile())) {
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      in.seek(4);
      long end = 8 + in.readUnsignedInt();
      requireWithin(end, in.length());
      for (long at = FIRST_CHUNK; at + 8 <= end; ) {
        in.seek(at);
        int id = in.readInt();
        long length = in.readUnsignedInt();
        if (id == VP8 || id == VP8L) {
          requireWithin(at + 8 + length, end);
          pixels = true;
        }
        if (id == EXIF) {
          orientation = orientation(in, length);
        } else {
          checkSize(in, id);
        }
        // An animation's frame holds chunks of its own.
        at += 8 + (id == ANMF ? ANMF_HEADER_BYTES : length + (length & 1));
      }
    }
    if (!pixels) {
      throw new IIOException("no picture in the file");
    }
    return orientation;
  }

  private static void requireWithin(long bytes, long end) throws IIOException {
    if (bytes > end) {
      throw new IIOException("the file ends at " + end + " of " + bytes);
    }
  }

  private static int orientation(ImageInputStream in, long length) throws IOException {
    var tiff = new byte[(int) Math.min(length, Orientation.MAX_EXIF_BYTES)];
    in.readFully(tiff);
    return Orientation.ofTiff(ByteBuffer.wrap(tiff));
  }

  private static void checkSize(ImageInputStream in, int id) throws IOException {
    if (id == VP8X || id == ANMF) {
      in.skipBytes(id == VP8X ? 4 : 6);
      Limits.check(read24(in) + 1, read24(in) + 1);
    } else if (id == VP8) {
      in.skipBytes(6);
      Limits.check(in.readUnsignedShort() & SIDE_MASK, in.readUnsignedShort() & SIDE_MASK);
    } else if (id == VP8L) {
      in.skipBytes(1);
      int sizes = in.readInt();
      Limits.check((sizes & SIDE_MASK) + 1, (sizes >>> 14 & SIDE_MASK) + 1);
    }
  }

  private static int read24(ImageInputStream in) throws IOException {
    return in.readUnsignedShort() | in.readUnsignedByte() << 16;
  }

  private static int id(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }
}
