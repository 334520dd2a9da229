package dev.hearth.kernels.resize;

import dev.hearth.kernels.planar.PlaneShape;

/** The formula, pixel by pixel, in double precision. */
final class ReferenceResize extends Resize {
  @Override
  void fill(float[] source, PlaneShape from, Filter filter, float[] target, PlaneShape to) {
    for (int plane = 0; plane < to.planes(); plane++) {
      int base = plane * from.planeLength();
      int at = plane * to.planeLength();
      for (int y = 0; y < to.height(); y++) {
        double[] rows = weights(filter, y, from.height(), to.height());
        for (int x = 0; x < to.width(); x++) {
          double[] columns = weights(filter, x, from.width(), to.width());
          target[at++] = (float) sum(source, base, rows, columns);
        }
      }
    }
  }

  private static double sum(float[] source, int base, double[] rows, double[] columns) {
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        // What doesn't count may be NaN.
        if (rows[row] != 0 && columns[column] != 0) {
          sum += rows[row] * columns[column] * source[base + row * columns.length + column];
        }
      }
    }
    return sum;
  }

  /** The weight of every source pixel of a row or column for target pixel {@code at}. */
  static double[] weights(Filter filter, int at, int sources, int targets) {
    var weights = new double[sources];
    if (sources == targets) {
      weights[at] = 1;
      return weights;
    }
    double scale = (double) sources / targets;
    double widening = Math.max(scale, 1);
    double centre = (at + 0.5) * scale - 0.5;
    int reach = (int) Math.ceil(filter.radius() * widening) + 1;
    double sum = 0;
    for (int i = (int) Math.floor(centre) - reach; i <= Math.ceil(centre) + reach; i++) {
      double weight =
          filter == Filter.AREA
              ? Math.max(0, Math.min(i + 1, (at + 1) * scale) - Math.max(i, at * scale))
              : filter.weight((i - centre) / widening);
      weights[Math.clamp(i, 0, sources - 1)] += weight;
      sum += weight;
    }
    for (int i = 0; i < sources; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
