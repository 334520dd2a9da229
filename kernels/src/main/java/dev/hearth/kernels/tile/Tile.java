package dev.hearth.kernels.tile;

import dev.hearth.kernels.planar.PlaneShape;

/**
 * A rectangle of a picture, or reaching beyond it.
 *
 * @param left its first column's number in the picture; negative where it begins outside
 * @param top its first row's number in the picture; negative where it begins outside
 * @param width pixels across, may be 0
 * @param height pixels down, may be 0
 */
public record Tile(int left, int top, int width, int height) {
  public Tile {
    if (width < 0 || height < 0 || overflows(left, width) || overflows(top, height)) {
      throw new IllegalArgumentException(
          "no tile of " + width + "x" + height + " at " + left + ", " + top);
    }
  }

  private static boolean overflows(int from, int length) {
    return (long) from + length > Integer.MAX_VALUE;
  }

  /** The shape of that many planes of the tile. */
  public PlaneShape shape(int planes) {
    return new PlaneShape(planes, width, height);
  }

  boolean isWithin(PlaneShape picture) {
    return left >= 0
        && top >= 0
        && left + width <= picture.width()
        && top + height <= picture.height();
  }
}
