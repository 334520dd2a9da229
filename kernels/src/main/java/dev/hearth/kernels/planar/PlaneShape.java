package dev.hearth.kernels.planar;

/**
 * The shape of float planes, {@code [planes, height, width]}, row-major and without padding.
 *
 * @param planes 0 to 65,535
 * @param width pixels across, may be 0
 * @param height pixels down, may be 0
 */
public record PlaneShape(int planes, int width, int height) {
  private static final int MAX_PLANES = 65_535;

  public PlaneShape {
    if (planes < 0 || planes > MAX_PLANES || width < 0 || height < 0) {
      throw new IllegalArgumentException(
          "no shape: " + planes + " planes of " + width + "x" + height);
    }
    long row = (long) planes * width;
    if (row != 0 && height > Integer.MAX_VALUE / row) {
      throw new IllegalArgumentException(
          planes + " planes of " + width + "x" + height + " don't fit into one array");
    }
  }

  /** Floats of one plane. */
  public int planeLength() {
    return width * height;
  }

  /** Floats in all. */
  public int length() {
    return planes * planeLength();
  }

  /**
   * Makes sure that an array has this shape.
   *
   * @throws IllegalArgumentException if it is longer or shorter
   */
  public void require(float[] array) {
    if (array.length != length()) {
      throw new IllegalArgumentException(array.length + " floats aren't of " + this);
    }
  }

  /**
   * Makes sure that an operator isn't asked to work in place.
   *
   * @throws IllegalArgumentException if both are the same array
   */
  @SuppressWarnings("ReferenceEquality") // whether it is the same memory is the question
  public static void requireApart(float[] from, float[] to) {
    if (from == to) {
      throw new IllegalArgumentException("source and target are the same array");
    }
  }

  @Override
  public String toString() {
    return planes + " planes of " + width + "x" + height;
  }
}
