package dev.hearth.examples.upscale;

/**
 * A picture's rows as PNG filters them before compression.
 *
 * <p>For each row the filter is taken whose differences have the least sum of magnitudes, as the
 * PNG specification (third edition, section 12.7) recommends.
 */
final class PngRows {
  private static final int NONE = 0;
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int AVERAGE = 3;
  private static final int PAETH = 4;

  private final int bytesPerPixel;
  private byte[] above;
  private byte[] row;
  private byte[] best;
  private byte[] trial;

  PngRows(int width, boolean opaque) {
    this.bytesPerPixel = opaque ? 3 : 4;
    // Each row begins with a pixel of zeros, the neighbour of the first.
    int length = (width + 1) * bytesPerPixel;
    this.above = new byte[length];
    this.row = new byte[length];
    this.best = new byte[length - bytesPerPixel + 1];
    this.trial = new byte[length - bytesPerPixel + 1];
  }

  /**
   * The next row from the top: the filter's number, then its bytes. Valid until the next call.
   *
   * @param from index of the row's first pixel
   */
  byte[] next(int[] argb, int from) {
    unpack(argb, from);
    long leastSum = Long.MAX_VALUE;
    for (int filter = NONE; filter <= PAETH; filter++) {
      long sum = filter(filter, row, above, bytesPerPixel, trial);
      if (sum < leastSum) {
        leastSum = sum;
        byte[] swap = best;
        best = trial;
        trial = swap;
      }
    }
    byte[] swap = above;
    above = row;
    row = swap;
    return best;
  }

  private void unpack(int[] argb, int from) {
    for (int x = from, at = bytesPerPixel; at < row.length; x++) {
      int pixel = argb[x];
      row[at++] = (byte) (pixel >> 16);
      row[at++] = (byte) (pixel >> 8);
      row[at++] = (byte) pixel;
      if (bytesPerPixel == 4) {
        row[at++] = (byte) (pixel >> 24);
      }
    }
  }

  private static long filter(int filter, byte[] row, byte[] above, int pixel, byte[] out) {
    out[0] = (byte) filter;
    switch (filter) {
      case NONE -> System.arraycopy(row, pixel, out, 1, row.length - pixel);
      case SUB -> sub(row, pixel, out);
      case UP -> up(row, above, pixel, out);
      case AVERAGE -> average(row, above, pixel, out);
      default -> paeth(row, above, pixel, out);
    }
    long sum = 0;
    for (int i = 1; i < out.length; i++) {
      sum += Math.abs(out[i]);
    }
    return sum;
  }

  private static void sub(byte[] row, int pixel, byte[] out) {
    for (int i = pixel, to = 1; i < row.length; i++, to++) {
      out[to] = (byte) (row[i] - row[i - pixel]);
    }
  }

  private static void up(byte[] row, byte[] above, int pixel, byte[] out) {
    for (int i = pixel, to = 1; i < row.length; i++, to++) {
      out[to] = (byte) (row[i] - above[i]);
    }
  }

  private static void average(byte[] row, byte[] above, int pixel, byte[] out) {
    for (int i = pixel, to = 1; i < row.length; i++, to++) {
      out[to] = (byte) (row[i] - ((row[i - pixel] & 255) + (above[i] & 255) >> 1));
    }
  }

  private static void paeth(byte[] row, byte[] above, int pixel, byte[] out) {
    for (int i = pixel, to = 1; i < row.length; i++, to++) {
      byte nearest = PngFilters.paeth(row[i - pixel] & 255, above[i] & 255, above[i - pixel] & 255);
      out[to] = (byte) (row[i] - nearest);
    }
  }
}
