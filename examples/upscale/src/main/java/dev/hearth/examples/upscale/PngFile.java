package dev.hearth.examples.upscale;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * A PNG file of any kind the specification knows. It is decoded row by row; an interlaced one is
 * put together in memory first. What is damaged anywhere is refused.
 */
record PngFile(
    Path path, PngHeader header, PngPixels pixels, Orientation orientation, int chunksBeforeData)
    implements PictureFile {
  private static final int MAX_EXIF_BYTES = 1 << 20;

  /** Adam7: first column, first row, columns apart and rows apart of each pass. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  /** Reads all but the pixels; refuses a picture that is too large before looking farther. */
  static PngFile open(Path path, int scale) throws IOException {
    try (PngChunks chunks = PngChunks.open(path)) {
      if (chunks.next() != PngChunks.IHDR) {
        throw new IOException("no header at the beginning");
      }
      PngHeader header = PngHeader.of(chunks.body(PngHeader.BYTES));
      Limits.check(header.width(), header.height(), scale);
      return new Preamble(header).read(chunks).file(path);
    }
  }

  /** The chunks around the pixels, as far as they matter. */
  private static final class Preamble {
    private final PngHeader header;
    private byte[] plte = {};
    private byte[] trns = {};
    private byte[] iccp = {};
    private boolean srgb;
    private Orientation orientation = Orientation.UPRIGHT;
    private int count = 1;
    private int beforeData;

    Preamble(PngHeader header) {
      this.header = header;
    }

    Preamble read(PngChunks chunks) throws IOException {
      for (int type = chunks.next(); type != PngChunks.IEND; type = chunks.next()) {
        if (type == PngChunks.IDAT && beforeData == 0) {
          beforeData = count;
        }
        count++;
        take(type, chunks);
      }
      var _ = chunks.body(0);
      if (beforeData == 0) {
        throw new IOException("no pixels");
      }
      return this;
    }

    private void take(int type, PngChunks chunks) throws IOException {
      if (type == PngChunks.PLTE) {
        plte = chunks.body(3 * 256);
      } else if (type == PngChunks.TRNS) {
        trns = chunks.body(256);
      } else if (type == PngChunks.SRGB) {
        srgb = true;
        chunks.skip();
      } else if (type == PngChunks.ICCP && chunks.length() <= ColourProfile.MAX_BYTES) {
        iccp = chunks.body(ColourProfile.MAX_BYTES);
      } else if (type == PngChunks.EXIF && chunks.length() <= MAX_EXIF_BYTES) {
        orientation = Orientation.ofTiff(ByteBuffer.wrap(chunks.body(MAX_EXIF_BYTES)));
      } else if (type == PngChunks.IDAT || chunks.isAncillary()) {
        chunks.skip();
      } else {
        throw new IOException("an unknown chunk that must be understood");
      }
    }

    PngFile file(Path path) throws IOException {
      boolean grey = header.colour() == PngHeader.GREY || header.colour() == PngHeader.GREY_ALPHA;
      Optional<ColourProfile> profile =
          srgb || iccp.length == 0
              ? Optional.empty()
              : ColourProfile.of(unpacked(iccp), grey ? 1 : 3);
      var pixels = PngPixels.of(header, plte, trns, profile);
      return new PngFile(path, header, pixels, orientation, beforeData);
    }

    /** The profile after its name, a zero and the method of compression; empty if broken. */
    private static byte[] unpacked(byte[] iccp) {
      int name = 0;
      while (name < iccp.length && iccp[name] != 0) {
        name++;
      }
      int from = Math.min(iccp.length, name + 2);
      var packed = new ByteArrayInputStream(iccp, from, iccp.length - from);
      try (var in = new InflaterInputStream(packed)) {
        return in.readNBytes(ColourProfile.MAX_BYTES);
      } catch (IOException e) {
        return new byte[0];
      }
    }
  }

  @Override
  public void decode(RowSink sink) throws IOException {
    try (PngChunks chunks = PngChunks.open(path)) {
      for (int i = 0; i < chunksBeforeData; i++) {
        chunks.next();
        chunks.skip();
      }
      InputStream data = chunks.data();
      try (var unpacked = new InflaterInputStream(data)) {
        var in = new DataInputStream(unpacked);
        if (header.interlaced()) {
          decodeInterlaced(in, sink);
        } else {
          decodePass(in, width(), height(), sink);
        }
        int _ = in.read(); // sees the end, where the data's own checksum stands
        data.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private void decodeInterlaced(DataInputStream in, RowSink sink) throws IOException {
    int width = width();
    var argb = new int[width * height()];
    for (int[] pass : PASSES) {
      int columns = Math.ceilDiv(width - pass[0], pass[2]);
      int rows = Math.ceilDiv(height() - pass[1], pass[3]);
      if (columns > 0 && rows > 0) {
        decodePass(in, columns, rows, new Scatter(argb, width, pass, columns));
      }
    }
    for (int from = 0; from < argb.length; from += width) {
      sink.row(argb, from);
    }
  }

  /** Spreads the rows of a pass over the picture. */
  private static final class Scatter implements RowSink {
    private final int[] argb;
    private final int width;
    private final int[] pass;
    private final int columns;
    private int row;

    Scatter(int[] argb, int width, int[] pass, int columns) {
      this.argb = argb;
      this.width = width;
      this.pass = pass;
      this.columns = columns;
    }

    @Override
    public void row(int[] pixels, int from) {
      int to = (pass[1] + row++ * pass[3]) * width + pass[0];
      for (int x = 0; x < columns; x++) {
        argb[to + x * pass[2]] = pixels[from + x];
      }
    }
  }

  private void decodePass(DataInputStream in, int width, int height, RowSink sink)
      throws IOException {
    int length = header.rowBytes(width);
    int pixel = header.filterBytes();
    byte[] row = new byte[pixel + length];
    byte[] above = new byte[pixel + length];
    var samples = new int[width * header.channels()];
    var argb = new int[width];
    for (int y = 0; y < height; y++) {
      int filter = in.readUnsignedByte();
      in.readFully(row, pixel, length);
      PngFilters.undo(filter, row, above, pixel, length);
      pixels.convert(row, pixel, width, samples, argb);
      sink.row(argb, 0);
      byte[] swap = above;
      above = row;
      row = swap;
    }
  }
}
