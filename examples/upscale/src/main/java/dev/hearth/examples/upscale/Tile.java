package dev.hearth.examples.upscale;

import java.util.ArrayList;
import java.util.List;

/**
 * A rectangle of a picture.
 *
 * @param x left edge in pixels
 * @param y upper edge in pixels
 * @param width pixels across
 * @param height pixels down
 */
record Tile(int x, int y, int width, int height) {
  /**
   * Tiles of about equal size, none wider or higher than told, that cover the picture once: rows
   * from the top, tiles from the left.
   */
  static List<List<Tile>> rows(int width, int height, int maxWidth, int maxHeight) {
    int columns = Math.ceilDiv(width, maxWidth);
    int rows = Math.ceilDiv(height, maxHeight);
    var result = new ArrayList<List<Tile>>(rows);
    for (int row = 0; row < rows; row++) {
      int top = edge(row, rows, height);
      int bottom = edge(row + 1, rows, height);
      var tiles = new ArrayList<Tile>(columns);
      for (int column = 0; column < columns; column++) {
        int left = edge(column, columns, width);
        tiles.add(new Tile(left, top, edge(column + 1, columns, width) - left, bottom - top));
      }
      result.add(tiles);
    }
    return result;
  }

  /**
   * This tile and up to {@code margin} pixels around it, of which at most {@code beyond} lie
   * outside the picture.
   */
  Tile widened(int margin, int beyond, Band.Size picture) {
    int left = Math.max(-beyond, x - margin);
    int top = Math.max(-beyond, y - margin);
    int right = Math.min(picture.width() + beyond, x + width + margin);
    int bottom = Math.min(picture.height() + beyond, y + height + margin);
    return new Tile(left, top, right - left, bottom - top);
  }

  private static int edge(int index, int count, int length) {
    return (int) ((long) index * length / count);
  }
}
