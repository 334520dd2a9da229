package dev.hearth.examples.upscale;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Makes PNGs of every kind from samples, plainly: for tests of what reads them. */
final class PngMaker {
  private final PngHeader header;
  private final int[] samples;
  private final Map<String, byte[]> before = new LinkedHashMap<>();
  private final Map<String, byte[]> after = new LinkedHashMap<>();

  /**
   * @param samples channel by channel, then pixel by pixel, row by row
   */
  PngMaker(PngHeader header, int[] samples) {
    this.header = header;
    this.samples = samples;
  }

  /** Adds a chunk before the pixels. */
  PngMaker with(String type, int... bytes) {
    before.put(type, bytes(bytes));
    return this;
  }

  PngMaker with(String type, byte[] bytes) {
    before.put(type, bytes);
    return this;
  }

  /** Adds a chunk behind the pixels. */
  PngMaker then(String type, byte[] bytes) {
    after.put(type, bytes);
    return this;
  }

  /** Adds a colour profile. */
  PngMaker withProfile(byte[] icc) throws IOException {
    var body = new ByteArrayOutputStream();
    body.write("a profile\0\0".getBytes(StandardCharsets.US_ASCII));
    body.write(deflated(icc));
    return with("iCCP", body.toByteArray());
  }

  byte[] png() throws IOException {
    var file = new ByteArrayOutputStream();
    var out = new DataOutputStream(file);
    out.writeLong(0x89504E470D0A1A0AL);
    chunk(out, "IHDR", head());
    for (var chunk : before.entrySet()) {
      chunk(out, chunk.getKey(), chunk.getValue());
    }
    byte[] data = deflated(header.interlaced() ? interlaced() : pass(0, 0, 1, 1));
    int half = data.length / 2;
    chunk(out, "IDAT", Arrays.copyOf(data, half));
    chunk(out, "IDAT", new byte[0]);
    chunk(out, "IDAT", Arrays.copyOfRange(data, half, data.length));
    for (var chunk : after.entrySet()) {
      chunk(out, chunk.getKey(), chunk.getValue());
    }
    chunk(out, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private byte[] head() {
    return ByteBuffer.allocate(13)
        .putInt(header.width())
        .putInt(header.height())
        .put((byte) header.depth())
        .put((byte) header.colour())
        .putShort((short) 0)
        .put((byte) (header.interlaced() ? 1 : 0))
        .array();
  }

  private byte[] interlaced() throws IOException {
    var all = new ByteArrayOutputStream();
    all.write(pass(0, 0, 8, 8));
    all.write(pass(4, 0, 8, 8));
    all.write(pass(0, 4, 4, 8));
    all.write(pass(2, 0, 4, 4));
    all.write(pass(0, 2, 2, 4));
    all.write(pass(1, 0, 2, 2));
    all.write(pass(0, 1, 1, 2));
    return all.toByteArray();
  }

  /** The rows of a pass, each with another of the five filters. */
  private byte[] pass(int firstX, int firstY, int stepX, int stepY) throws IOException {
    int pixels = Math.ceilDiv(header.width() - firstX, stepX);
    var rows = new ByteArrayOutputStream();
    if (pixels < 1) {
      return new byte[0];
    }
    byte[] above = new byte[header.rowBytes(pixels)];
    for (int y = firstY, number = 0; y < header.height(); y += stepY, number++) {
      byte[] row = packed(y, firstX, stepX, pixels);
      rows.write(number % 5);
      rows.write(filtered(number % 5, row, above));
      above = row;
    }
    return rows.toByteArray();
  }

  private byte[] packed(int y, int firstX, int stepX, int pixels) {
    var row = new byte[header.rowBytes(pixels)];
    int bit = 0;
    for (int i = 0; i < pixels; i++) {
      for (int channel = 0; channel < header.channels(); channel++) {
        int pixel = y * header.width() + firstX + i * stepX;
        int sample = samples[pixel * header.channels() + channel];
        for (int b = header.depth() - 1; b >= 0; b--, bit++) {
          row[bit / 8] |= (byte) ((sample >> b & 1) << 7 - bit % 8);
        }
      }
    }
    return row;
  }

  private byte[] filtered(int filter, byte[] row, byte[] above) {
    int pixel = header.filterBytes();
    var out = new byte[row.length];
    for (int i = 0; i < row.length; i++) {
      int left = i < pixel ? 0 : row[i - pixel] & 255;
      int up = above[i] & 255;
      int corner = i < pixel ? 0 : above[i - pixel] & 255;
      int guess =
          switch (filter) {
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            case 4 -> nearest(left + up - corner, left, up, corner);
            default -> 0;
          };
      out[i] = (byte) (row[i] - guess);
    }
    return out;
  }

  private static int nearest(int wanted, int left, int up, int corner) {
    int best = left;
    for (int other : new int[] {up, corner}) {
      if (Math.abs(wanted - other) < Math.abs(wanted - best)) {
        best = other;
      }
    }
    return best;
  }

  private static void chunk(DataOutputStream out, String type, byte[] body) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var checksum = new CRC32();
    checksum.update(name);
    checksum.update(body);
    out.writeInt(body.length);
    out.write(name);
    out.write(body);
    out.writeInt((int) checksum.getValue());
  }

  private static byte[] deflated(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (OutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
