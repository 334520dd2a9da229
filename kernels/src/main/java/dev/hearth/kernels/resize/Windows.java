package dev.hearth.kernels.resize;

/**
 * Which source pixels have a weight for each target pixel of a row or column, as {@link Resize}
 * defines it.
 */
final class Windows {
  private final Filter filter;
  private final int sources;
  private final double scale;
  private final double widening;

  Windows(Filter filter, int sources, int targets) {
    this.filter = filter;
    this.sources = sources;
    scale = (double) sources / targets;
    widening = Math.max(scale, 1);
  }

  /** The first, within the picture. */
  int first(int target) {
    return Math.clamp(from(target), 0, sources - 1);
  }

  /** The last, within the picture. */
  int last(int target) {
    return Math.clamp(to(target), 0, sources - 1);
  }

  /** The weights from first to last; those outside the picture count for the edge. */
  double[] weights(int target) {
    int first = first(target);
    var weights = new double[last(target) - first + 1];
    double sum = 0;
    for (int i = from(target); i <= to(target); i++) {
      double weight = weight(target, i);
      weights[Math.clamp(i, 0, sources - 1) - first] += weight;
      sum += weight;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private double weight(int target, int source) {
    if (filter == Filter.AREA) {
      double begin = Math.max(source, target * scale);
      double end = Math.min(source + 1, (target + 1) * scale);
      return Math.max(0, end - begin);
    }
    return filter.weight((source - centre(target)) / widening);
  }

  private double centre(int target) {
    return (target + 0.5) * scale - 0.5;
  }

  private int from(int target) {
    return filter == Filter.AREA
        ? (int) Math.floor(target * scale)
        : (int) Math.floor(centre(target) - filter.radius() * widening) + 1;
  }

  private int to(int target) {
    return filter == Filter.AREA
        ? (int) Math.ceil((target + 1) * scale) - 1
        : (int) Math.ceil(centre(target) + filter.radius() * widening) - 1;
  }
}
