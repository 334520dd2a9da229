package dev.hearth.examples.upscale;

import java.io.IOException;

/**
 * A picture to enlarge, known to be sound. It stays in its file and is decoded as its rows are
 * needed. Only what can't be had from the top down stands in memory: WebPs, interlaced PNGs and
 * pictures that are to be turned.
 *
 * @param opaque whether every alpha is 255
 */
record Original(PictureFile file, boolean opaque) {
  /**
   * Decodes the file once, to see that it is whole. That costs a hundredth of what enlarging it
   * costs, and spares a caller the wait for a picture that turns out to be cut off.
   */
  static Original checked(PictureFile file) throws IOException {
    var alpha = new AlphaProbe(file.width());
    file.decode(alpha);
    if (alpha.rows != file.height()) {
      throw new IOException(alpha.rows + " rows of " + file.height());
    }
    return new Original(file, alpha.all == 0xFF000000);
  }

  /** Pixels across when upright. */
  int width() {
    return file.orientation().swapsSides() ? file.height() : file.width();
  }

  /** Pixels down when upright. */
  int height() {
    return file.orientation().swapsSides() ? file.width() : file.height();
  }

  /** Gives every row, upright. */
  void rows(RowSink sink) throws IOException {
    file.orientation().upright(file, sink);
  }

  /** The whole picture in memory. */
  Picture picture() throws IOException {
    var argb = new int[width() * height()];
    var canvas = new Canvas(argb, width());
    rows(canvas);
    return new Picture(width(), height(), argb, opaque);
  }

  /** Sees whether anything is transparent. */
  private static final class AlphaProbe implements RowSink {
    private final int width;
    private int rows;
    private int all = 0xFF000000;

    AlphaProbe(int width) {
      this.width = width;
    }

    @Override
    public void row(int[] argb, int from) {
      rows++;
      for (int i = from; i < from + width; i++) {
        all &= argb[i];
      }
    }
  }
}
