package dev.hearth.examples.upscale;

/**
 * The latest rows of pictures that come from the top down. Rows and columns beyond a picture's
 * border are as the border.
 */
final class Band {
  private final Size size;
  private final int[][] rows;
  private int count;

  /**
   * The size that pictures of one group have.
   *
   * @param count how many pictures stand side by side
   */
  record Size(int count, int width, int height) {
    /** That of the pictures when each side is so many times as long. */
    Size times(int factor) {
      return new Size(count, width * factor, height * factor);
    }

    /** Pixels of a row of all pictures. */
    int rowLength() {
      return Math.multiplyExact(count, width);
    }
  }

  /**
   * @param capacity how many rows are kept
   */
  Band(Size size, int capacity) {
    this.size = size;
    this.rows = new int[Math.min(capacity, size.height())][size.rowLength()];
  }

  void add(int[] argb, int from) {
    System.arraycopy(argb, from, rows[count++ % rows.length], 0, size.rowLength());
  }

  /** How many rows came so far. */
  int count() {
    return count;
  }

  /** A row of all pictures, which must be among the latest. */
  int[] row(int y) {
    int inside = Math.clamp(y, 0, size.height() - 1);
    if (inside >= count || inside < count - rows.length) {
      throw new IllegalStateException(
          "row %d of %d, %d are kept".formatted(inside, count, rows.length));
    }
    return rows[inside % rows.length];
  }

  Size size() {
    return size;
  }
}
