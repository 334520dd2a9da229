package dev.hearth.examples.removebackground;

/**
 * Lets a coarse mask follow the edges of a picture. In each window around a pixel the mask is taken
 * for a line over the picture's brightness {@code I}: {@code mask = slope · I + offset}, with
 *
 * <pre>
 * slope  = (mean(I·mask) − mean(I)·mean(mask)) / (mean(I²) − mean(I)² + ε)
 * offset = mean(mask) − slope · mean(I)
 * </pre>
 *
 * <p>The lines of all windows over a pixel are averaged. They change so slowly that they may be
 * enlarged and applied to a larger picture. Source: K. He, J. Sun, "Fast Guided Filter", 2015.
 */
final class GuidedFilter {
  private final int side;
  private final int radius;
  private final float epsilon;

  /**
   * A line for each pixel.
   *
   * @param slope {@code [side, side]}
   * @param offset {@code [side, side]}
   */
  record Lines(float[] slope, float[] offset) {}

  /**
   * Prepares for squares.
   *
   * @param side pixels across and down
   * @param radius of the windows, which are {@code 2·radius + 1} pixels wide
   * @param epsilon variance of brightness that counts as noise
   */
  GuidedFilter(int side, int radius, float epsilon) {
    this.side = side;
    this.radius = radius;
    this.epsilon = epsilon;
  }

  /** The lines of a mask over the brightness {@code guide}, both {@code [side, side]}. */
  Lines lines(float[] guide, float[] mask) {
    float[] meanGuide = mean(guide);
    float[] meanMask = mean(mask);
    float[] covariance = mean(product(guide, mask));
    float[] variance = mean(product(guide, guide));
    var slope = new float[guide.length];
    var offset = new float[guide.length];
    for (int i = 0; i < guide.length; i++) {
      float spread = variance[i] - meanGuide[i] * meanGuide[i];
      slope[i] = (covariance[i] - meanGuide[i] * meanMask[i]) / (spread + epsilon);
      offset[i] = meanMask[i] - slope[i] * meanGuide[i];
    }
    return new Lines(mean(slope), mean(offset));
  }

  private static float[] product(float[] a, float[] b) {
    var product = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  /** Means over the windows; at the border of what lies inside. */
  private float[] mean(float[] values) {
    return meanOfRows(meanOfRows(values, 1, side), side, 1);
  }

  /** Means along lines whose pixels are {@code step} apart and which begin {@code line} apart. */
  private float[] meanOfRows(float[] values, int step, int line) {
    var means = new float[values.length];
    for (int row = 0; row < side; row++) {
      int start = row * line;
      double sum = 0;
      int count = 0;
      for (int ahead = 0; ahead < side + radius; ahead++) {
        if (ahead < side) {
          sum += values[start + ahead * step];
          count++;
        }
        int behind = ahead - 2 * radius - 1;
        if (behind >= 0) {
          sum -= values[start + behind * step];
          count--;
        }
        int centre = ahead - radius;
        if (centre >= 0) {
          means[start + centre * step] = (float) (sum / count);
        }
      }
    }
    return means;
  }
}
