package dev.hearth.kernels.tile;

import dev.hearth.kernels.planar.PlaneShape;

/** The formulas, pixel by pixel, in double precision. */
final class ReferenceTiling extends Tiling {
  @Override
  void fillTile(float[] picture, PlaneShape shape, Tile tile, float[] values) {
    int at = 0;
    for (int plane = 0; plane < shape.planes(); plane++) {
      for (int y = 0; y < tile.height(); y++) {
        for (int x = 0; x < tile.width(); x++) {
          int column = Math.clamp(tile.left() + x, 0, shape.width() - 1);
          int row = Math.clamp(tile.top() + y, 0, shape.height() - 1);
          values[at++] = picture[(plane * shape.height() + row) * shape.width() + column];
        }
      }
    }
  }

  @Override
  void addTile(
      float[] values, Tile tile, float[] rows, float[] columns, float[] picture, PlaneShape shape) {
    int at = 0;
    for (int plane = 0; plane < shape.planes(); plane++) {
      for (int y = 0; y < tile.height(); y++) {
        for (int x = 0; x < tile.width(); x++) {
          int row = plane * shape.height() + tile.top() + y;
          int to = row * shape.width() + tile.left() + x;
          double weight = (double) rows[y] * columns[x];
          picture[to] = (float) (picture[to] + weight * values[at++]);
        }
      }
    }
  }
}
