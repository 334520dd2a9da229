package dev.hearth.examples.upscale;

/** Puts rows one below the other. */
final class Canvas implements RowSink {
  private final int[] argb;
  private final int width;
  private int filled;

  /**
   * @param argb room for the whole picture
   */
  Canvas(int[] argb, int width) {
    this.argb = argb;
    this.width = width;
  }

  @Override
  public void row(int[] row, int from) {
    System.arraycopy(row, from, argb, filled, width);
    filled += width;
  }
}
