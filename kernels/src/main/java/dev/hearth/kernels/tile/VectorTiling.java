package dev.hearth.kernels.tile;

import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.kernels.planar.PlaneShape;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Cuts row by row with the JDK's own copies; blends a vector of pixels at a time. */
final class VectorTiling extends Tiling {
  static final VectorSpecies<Float> WIDEST = FloatVector.SPECIES_PREFERRED;

  private static final int LEAST_PIXELS = 1 << 15;

  private final VectorSpecies<Float> floats;
  private final CpuDevice cpu;

  VectorTiling(VectorSpecies<Float> floats, CpuDevice cpu) {
    this.floats = floats;
    this.cpu = cpu;
  }

  @Override
  void fillTile(float[] picture, PlaneShape shape, Tile tile, float[] values) {
    cpu.split(
        shape.planes() * tile.height(),
        leastLines(tile),
        (first, end) -> {
          for (int line = first; line < end; line++) {
            int y = Math.clamp(tile.top() + line % tile.height(), 0, shape.height() - 1);
            int from = (line / tile.height() * shape.height() + y) * shape.width();
            cutRow(picture, from, shape.width(), tile, values, line * tile.width());
          }
        });
  }

  /** A part left of the picture, one within it and one right of it, each of which may be empty. */
  private static void cutRow(
      float[] picture, int from, int width, Tile tile, float[] values, int to) {
    int begin = Math.clamp(-(long) tile.left(), 0, tile.width());
    int end = Math.clamp((long) width - tile.left(), begin, tile.width());
    Arrays.fill(values, to, to + begin, picture[from]);
    if (begin < end) {
      System.arraycopy(picture, from + tile.left() + begin, values, to + begin, end - begin);
    }
    Arrays.fill(values, to + end, to + tile.width(), picture[from + width - 1]);
  }

  @Override
  void addTile(
      float[] values, Tile tile, float[] rows, float[] columns, float[] picture, PlaneShape shape) {
    cpu.split(
        shape.planes() * tile.height(),
        leastLines(tile),
        (first, end) -> {
          for (int line = first; line < end; line++) {
            int y = line % tile.height();
            int row = line / tile.height() * shape.height() + tile.top() + y;
            int to = row * shape.width() + tile.left();
            blendRow(floats, values, line * tile.width(), rows[y], columns, picture, to);
          }
        });
  }

  private static void blendRow(
      VectorSpecies<Float> species,
      float[] values,
      int from,
      float row,
      float[] columns,
      float[] picture,
      int to) {
    int x = 0;
    for (; x <= columns.length - species.length(); x += species.length()) {
      FloatVector weights = FloatVector.fromArray(species, columns, x).mul(row);
      FloatVector weighted = FloatVector.fromArray(species, values, from + x).mul(weights);
      FloatVector.fromArray(species, picture, to + x).add(weighted).intoArray(picture, to + x);
    }
    for (; x < columns.length; x++) {
      picture[to + x] += row * columns[x] * values[from + x];
    }
  }

  private static int leastLines(Tile tile) {
    return Math.max(1, LEAST_PIXELS / tile.width());
  }
}
