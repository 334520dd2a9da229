package dev.hearth.kernels.tile;

import java.util.ArrayList;
import java.util.List;

/** A tile, and how it fades into its neighbours. */
public record FeatheredTile(Tile tile, Feather feather) {
  /** A part of a row or column of pixels. */
  private record Part(int from, int length, int rising, int falling) {}

  /**
   * Tiles that cover a picture, row by row, each overlapping its neighbours and fading over the
   * overlap: blended, their weights add up to 1 everywhere.
   *
   * @param width of the picture
   * @param height of the picture
   * @param side the largest width and height of a tile
   * @param overlap pixels that neighbours share, at most half of {@code side}
   */
  public static List<FeatheredTile> cover(int width, int height, int side, int overlap) {
    if (side < 1 || overlap < 0 || 2L * overlap > side) {
      throw new IllegalArgumentException("tiles of side " + side + " that overlap by " + overlap);
    }
    var tiles = new ArrayList<FeatheredTile>();
    List<Part> columns = parts(width, side, overlap);
    for (Part row : parts(height, side, overlap)) {
      for (Part column : columns) {
        tiles.add(
            new FeatheredTile(
                new Tile(column.from, row.from, column.length, row.length),
                new Feather(column.rising, row.rising, column.falling, row.falling)));
      }
    }
    return tiles;
  }

  private static List<Part> parts(int length, int side, int overlap) {
    var parts = new ArrayList<Part>();
    int end = 0;
    for (int from = 0; end < length; from = end - overlap) {
      int rising = from == 0 ? 0 : overlap;
      end = (int) Math.min((long) from + side, length);
      parts.add(new Part(from, end - from, rising, end == length ? 0 : overlap));
    }
    return parts;
  }
}
