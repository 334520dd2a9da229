package dev.hearth.examples.upscale;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Reads a PNG's chunks one after the other and checks their checksums. Source: PNG specification,
 * third edition, section 5.
 */
final class PngChunks implements AutoCloseable {
  static final int IHDR = type("IHDR");
  static final int PLTE = type("PLTE");
  static final int IDAT = type("IDAT");
  static final int IEND = type("IEND");
  static final int TRNS = type("tRNS");
  static final int SRGB = type("sRGB");
  static final int ICCP = type("iCCP");
  static final int EXIF = type("eXIf");

  private static final int SIGNATURE_BYTES = 8;

  /** Bit of a type that is clear when a picture can't be shown without knowing the chunk. */
  private static final int ANCILLARY = 0x20000000;

  private final DataInputStream in;
  private final CRC32 checksum = new CRC32();
  private int type;
  private int left;

  private PngChunks(DataInputStream in) {
    this.in = in;
  }

  /** Opens a file at its first chunk. */
  static PngChunks open(Path path) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
    in.skipNBytes(SIGNATURE_BYTES);
    return new PngChunks(in);
  }

  /** Goes to the next chunk, once the one before was read to its end, and returns its type. */
  int next() throws IOException {
    left = in.readInt();
    type = in.readInt();
    if (left < 0) {
      throw new IOException("a chunk of " + Integer.toUnsignedString(left) + " bytes");
    }
    checksum.reset();
    for (int shift = 24; shift >= 0; shift -= 8) {
      checksum.update(type >> shift);
    }
    return type;
  }

  /** Whether a program that doesn't know the chunk may go on without it. */
  boolean isAncillary() {
    return (type & ANCILLARY) != 0;
  }

  int length() {
    return left;
  }

  /** Passes over the chunk without looking at it. */
  void skip() throws IOException {
    in.skipNBytes(left + (long) Integer.BYTES);
  }

  /** The chunk's bytes. */
  byte[] body(int maxBytes) throws IOException {
    if (left > maxBytes) {
      throw new IOException("a chunk of " + left + " bytes where " + maxBytes + " are enough");
    }
    var body = new byte[left];
    in.readFully(body);
    left = 0;
    checksum.update(body);
    checkSum();
    return body;
  }

  /** What the {@code IDAT} chunks from the next chunk on hold, as one. */
  InputStream data() throws IOException {
    next();
    return new Data();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void checkSum() throws IOException {
    if (in.readInt() != (int) checksum.getValue()) {
      throw new IOException("a chunk's checksum is wrong");
    }
  }

  private static int type(String name) {
    byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
    return letters[0] << 24 | letters[1] << 16 | letters[2] << 8 | letters[3];
  }

  private final class Data extends InputStream {
    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (type == IDAT && left == 0) {
        checkSum();
        next();
      }
      if (type != IDAT) {
        return -1;
      }
      int part = Math.min(length, left);
      in.readFully(bytes, offset, part);
      checksum.update(bytes, offset, part);
      left -= part;
      return part;
    }
  }
}
