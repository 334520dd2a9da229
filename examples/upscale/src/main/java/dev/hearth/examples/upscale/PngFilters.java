package dev.hearth.examples.upscale;

import java.io.IOException;

/** Undoes PNG's row filters. Source: PNG specification, third edition, section 9. */
final class PngFilters {
  private PngFilters() {}

  /**
   * Undoes a filter in place.
   *
   * @param row the row after {@code pixel} bytes of zero
   * @param above the row above it, laid out so; zeros above the first
   * @param pixel distance of neighbours in bytes
   */
  static void undo(int filter, byte[] row, byte[] above, int pixel, int length) throws IOException {
    int end = pixel + length;
    switch (filter) {
      case 0 -> {}
      case 1 -> {
        for (int i = pixel; i < end; i++) {
          row[i] += row[i - pixel];
        }
      }
      case 2 -> {
        for (int i = pixel; i < end; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = pixel; i < end; i++) {
          row[i] += (byte) ((row[i - pixel] & 255) + (above[i] & 255) >> 1);
        }
      }
      case 4 -> {
        for (int i = pixel; i < end; i++) {
          row[i] += paeth(row[i - pixel] & 255, above[i] & 255, above[i - pixel] & 255);
        }
      }
      default -> throw new IOException("filter " + filter);
    }
  }

  /** The neighbour that is nearest to left + up − corner. */
  static byte paeth(int left, int up, int corner) {
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    return (byte) (toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
  }
}
