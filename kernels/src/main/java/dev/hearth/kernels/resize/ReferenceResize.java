package dev.hearth.kernels.resize;

import dev.hearth.kernels.planar.PlaneShape;

/** The formula, pixel by pixel, in double precision. */
final class ReferenceResize extends Resize {
  /** The weights of the source pixels from {@code first} on; all others count nothing. */
  static final class Window {
    final int first;
    final double[] weights;

    Window(int first, double... weights) {
      this.first = first;
      this.weights = weights;
    }
  }

  @Override
  void fill(float[] source, PlaneShape from, Filter filter, float[] target, PlaneShape to) {
    Window[] rows = windows(filter, from.height(), to.height());
    Window[] columns = windows(filter, from.width(), to.width());
    int at = 0;
    for (int plane = 0; plane < to.planes(); plane++) {
      for (Window row : rows) {
        for (Window column : columns) {
          int base = plane * from.planeLength() + row.first * from.width() + column.first;
          target[at++] = (float) sum(source, base, from.width(), row, column);
        }
      }
    }
  }

  private static double sum(float[] source, int base, int width, Window row, Window column) {
    double sum = 0;
    for (int j = 0; j < row.weights.length; j++) {
      for (int i = 0; i < column.weights.length; i++) {
        double weight = row.weights[j] * column.weights[i];
        if (weight != 0) { // what doesn't count may be NaN
          sum += weight * source[base + j * width + i];
        }
      }
    }
    return sum;
  }

  /** Of each target pixel of a row or column. */
  static Window[] windows(Filter filter, int sources, int targets) {
    var windows = new Window[targets];
    for (int target = 0; target < targets; target++) {
      windows[target] =
          sources == targets ? new Window(target, 1) : window(filter, target, sources, targets);
    }
    return windows;
  }

  private static Window window(Filter filter, int target, int sources, int targets) {
    double scale = (double) sources / targets;
    double widening = Math.max(scale, 1);
    double centre = (target + 0.5) * scale - 0.5;
    double reach = filter.radius() * widening + 1;
    int from = (int) Math.floor(centre - reach);
    int to = (int) Math.ceil(centre + reach);
    int first = Math.clamp(from, 0, sources - 1);
    var weights = new double[Math.clamp(to, 0, sources - 1) - first + 1];
    double sum = 0;
    for (int i = from; i <= to; i++) {
      double weight =
          filter == Filter.AREA
              ? Math.max(0, Math.min(i + 1, (target + 1) * scale) - Math.max(i, target * scale))
              : filter.weight((i - centre) / widening);
      weights[Math.clamp(i, 0, sources - 1) - first] += weight;
      sum += weight;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return new Window(first, weights);
  }
}
