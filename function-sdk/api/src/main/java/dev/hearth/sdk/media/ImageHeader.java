package dev.hearth.sdk.media;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a picture's header tells, read from its first bytes; pixels are never decoded outside the
 * sandbox.
 *
 * <p>Sources: PNG (ISO/IEC 15948 §11.2.2), JPEG (ITU-T T.81 §B.2.2), WebP container (RFC 9649 §2),
 * GIF89a §18.
 *
 * {@snippet file="dev/hearth/sdk/snippets/NodeSnippets.java" region="picture"}
 *
 * @param contentType media type by content, not by what the sender said
 * @param width pixels across, at least 1
 * @param height pixels down, at least 1
 */
public record ImageHeader(String contentType, int width, int height) {
  /** A JPEG's size may stand behind this much metadata (EXIF, ICC profiles). */
  private static final int MAX_HEADER_BYTES = 16 << 20;

  private static final int PNG_SIGNATURE_TAIL = 0x0D0A1A0A;
  private static final int IHDR = 0x49484452;

  /** The number of pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /** Reads a file's header; empty when it isn't a PNG, JPEG, WebP or GIF with a sound header. */
  public static Optional<ImageHeader> of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /** Reads a header from the first bytes of a stream, as {@link #of} does; the caller closes it. */
  public static Optional<ImageHeader> read(InputStream source) throws IOException {
    var in = new DataInputStream(new BoundedStream(source, MAX_HEADER_BYTES));
    try {
      int magic = in.readInt();
      ImageHeader header =
          switch (magic) {
            case 0x89504E47 -> png(in);
            case 0x52494646 -> webp(in);
            case 0x47494638 -> gif(in);
            default -> magic >>> 8 == 0xFFD8FF ? jpeg(in, magic & 0xFF) : null;
          };
      return Optional.ofNullable(header).filter(found -> found.width > 0 && found.height > 0);
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private static @Nullable ImageHeader png(DataInputStream in) throws IOException {
    if (in.readInt() != PNG_SIGNATURE_TAIL || in.readInt() != 13 || in.readInt() != IHDR) {
      return null;
    }
    return new ImageHeader("image/png", in.readInt(), in.readInt());
  }

  private static ImageHeader gif(DataInputStream in) throws IOException {
    in.skipNBytes(2);
    return new ImageHeader(
        "image/gif",
        Short.toUnsignedInt(Short.reverseBytes(in.readShort())),
        Short.toUnsignedInt(Short.reverseBytes(in.readShort())));
  }

  /** Walks the segments up to the start of frame. */
  private static @Nullable ImageHeader jpeg(DataInputStream in, int firstMarker)
      throws IOException {
    int marker = firstMarker;
    while (true) {
      if (marker == 0xD8 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
        marker = nextMarker(in);
        continue;
      }
      if (marker == 0xD9 || marker == 0xDA) {
        return null;
      }
      int length = in.readUnsignedShort();
      if (length < 2) {
        return null;
      }
      if (isStartOfFrame(marker)) {
        in.skipNBytes(1);
        int height = in.readUnsignedShort();
        return new ImageHeader("image/jpeg", in.readUnsignedShort(), height);
      }
      in.skipNBytes(length - 2L);
      marker = nextMarker(in);
    }
  }

  private static int nextMarker(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != 0xFF) {
      throw new EOFException("no marker where one must stand");
    }
    int marker = in.readUnsignedByte();
    while (marker == 0xFF) {
      marker = in.readUnsignedByte();
    }
    return marker;
  }

  /** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static @Nullable ImageHeader webp(DataInputStream in) throws IOException {
    in.skipNBytes(4);
    if (in.readInt() != 0x57454250) {
      return null;
    }
    String chunk = new String(in.readNBytes(4), StandardCharsets.US_ASCII);
    in.skipNBytes(4);
    return switch (chunk) {
      case "VP8 " -> vp8(in);
      case "VP8L" -> vp8l(in);
      case "VP8X" -> vp8x(in);
      default -> null;
    };
  }

  private static @Nullable ImageHeader vp8(DataInputStream in) throws IOException {
    in.skipNBytes(3);
    if (in.readUnsignedByte() != 0x9D
        || in.readUnsignedByte() != 0x01
        || in.readUnsignedByte() != 0x2A) {
      return null;
    }
    int width = Short.reverseBytes(in.readShort()) & 0x3FFF;
    int height = Short.reverseBytes(in.readShort()) & 0x3FFF;
    return new ImageHeader("image/webp", width, height);
  }

  private static @Nullable ImageHeader vp8l(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != 0x2F) {
      return null;
    }
    int bits = Integer.reverseBytes(in.readInt());
    return new ImageHeader("image/webp", (bits & 0x3FFF) + 1, ((bits >>> 14) & 0x3FFF) + 1);
  }

  private static ImageHeader vp8x(DataInputStream in) throws IOException {
    in.skipNBytes(4);
    int width = unsigned24(in) + 1;
    return new ImageHeader("image/webp", width, unsigned24(in) + 1);
  }

  private static int unsigned24(DataInputStream in) throws IOException {
    return in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
  }

  /** Ends early, so that a hostile header can't make us read a whole file. */
  private static final class BoundedStream extends java.io.FilterInputStream {
    private long left;

    BoundedStream(InputStream source, long bytes) {
      super(new java.io.BufferedInputStream(source, 1 << 13));
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? super.read() : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, (int) Math.min(length, Math.max(left, 0)));
      left -= Math.max(read, 0);
      return left > 0 || read > 0 ? read : -1;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(Math.min(count, Math.max(left, 0)));
      left -= skipped;
      return skipped;
    }
  }
}
