package dev.hearth.examples.upscale;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.imageio.IIOException;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Looks through a WebP file's chunks before the decoder does.
 *
 * <p>A file states its size up to three times: for the canvas, the frame, and in the frame's own
 * bit stream. The decoder takes memory for each, so each is checked. And where data is missing at
 * the end it would make pixels up. Source: RFC 9649, sections 2.5 to 2.7 and 3.
 */
final class WebpHeader {
  private static final int VP8 = id("VP8 ");
  private static final int VP8L = id("VP8L");
  private static final int VP8X = id("VP8X");
  private static final int ANMF = id("ANMF");
  private static final int EXIF = id("EXIF");
  private static final int ANMF_HEADER_BYTES = 16;
  private static final int MAX_EXIF_BYTES = 1 << 20;

  private final ImageInputStream in;
  private final long end;
  private final int scale;
  private Orientation orientation = Orientation.UPRIGHT;

  private WebpHeader(ImageInputStream in, long end, int scale) {
    this.in = in;
    this.end = end;
    this.scale = scale;
  }

  /**
   * Refuses a file which is incomplete or of which any size is too large.
   *
   * @return how the picture is to be turned
   */
  static Orientation check(Path file, int scale) throws IOException {
    try (var in = new FileImageInputStream(file.toFile())) {
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      in.seek(4);
      long end = 8 + in.readUnsignedInt();
      if (end > in.length()) {
        throw new IIOException("the file has " + in.length() + " bytes of " + end);
      }
      var header = new WebpHeader(in, end, scale);
      header.checkChunks();
      return header.orientation;
    }
  }

  private void checkChunks() throws IOException {
    long at = 12;
    boolean pixels = false;
    while (at + 8 <= end) {
      in.seek(at);
      int id = in.readInt();
      long length = in.readUnsignedInt();
      if (id == VP8 || id == VP8L) {
        checkBitStream(id, at + 8 + length);
        pixels = true;
      } else if (id == VP8X || id == ANMF) {
        in.skipBytes(id == VP8X ? 4 : 6);
        Limits.checkWebp(read24() + 1, read24() + 1, scale);
      } else if (id == EXIF) {
        orientation = Orientation.ofTiff(ByteBuffer.wrap(body(length)));
      }
      // An animation's frame holds chunks of its own.
      at += 8 + (id == ANMF ? ANMF_HEADER_BYTES : length + (length & 1));
    }
    if (!pixels) {
      throw new IIOException("no picture in the file");
    }
  }

  private byte[] body(long length) throws IOException {
    var body = new byte[(int) Math.min(length, MAX_EXIF_BYTES)];
    in.readFully(body);
    return body;
  }

  private void checkBitStream(int id, long chunkEnd) throws IOException {
    if (chunkEnd > end) {
      throw new IIOException("the picture ends at " + chunkEnd + ", the file at " + end);
    }
    if (id == VP8) {
      in.skipBytes(6);
      Limits.checkWebp(in.readUnsignedShort() & 0x3FFF, in.readUnsignedShort() & 0x3FFF, scale);
    } else {
      in.skipBytes(1);
      int sizes = in.readInt();
      Limits.checkWebp((sizes & 0x3FFF) + 1, (sizes >>> 14 & 0x3FFF) + 1, scale);
    }
  }

  private int read24() throws IOException {
    return in.readUnsignedShort() | in.readUnsignedByte() << 16;
  }

  private static int id(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }
}
