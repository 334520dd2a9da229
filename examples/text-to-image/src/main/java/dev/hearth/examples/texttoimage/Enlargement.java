package dev.hearth.examples.texttoimage;

/**
 * Enlarges what the network drew with the cubic of Catmull and Rom, which is Keys's with a = −0.5
 * (R. Keys, "Cubic convolution interpolation for digital image processing", 1981, eq. 4): exact at
 * the samples, and flat areas stay flat.
 *
 * <p>A picture that isn't square shows the whole drawing in its middle, as large as fits. Beyond
 * the drawing its edge is continued, which on the plain backgrounds that the network knows is seen
 * as more background.
 */
final class Enlargement {
  private static final int SIDE = Network.SIDE;
  private static final int TAPS = 4;

  private final int width;
  private final int height;
  private final Axis across;
  private final Axis down;

  /** To so many pixels, at least as many as the network draws. */
  Enlargement(int width, int height) {
    this.width = width;
    this.height = height;
    double scale = (double) Math.min(width, height) / SIDE;
    this.across = Axis.of(width, scale);
    this.down = Axis.of(height, scale);
  }

  /** Of each output pixel of a row or column the four samples that count, and how much. */
  private record Axis(int[] samples, float[] weights) {
    static Axis of(int length, double scale) {
      var samples = new int[length * TAPS];
      var weights = new float[length * TAPS];
      for (int i = 0; i < length; i++) {
        // Pixel centres: the middle of the output lies on the middle of the drawing.
        double at = (i + 0.5 - length / 2.0) / scale + SIDE / 2.0 - 0.5;
        int first = (int) Math.floor(at) - 1;
        for (int tap = 0; tap < TAPS; tap++) {
          samples[i * TAPS + tap] = Math.clamp(first + tap, 0, SIDE - 1);
          weights[i * TAPS + tap] = (float) cubic(at - (first + tap));
        }
      }
      return new Axis(samples, weights);
    }

    private static double cubic(double distance) {
      double d = Math.abs(distance);
      if (d < 1) {
        return (1.5 * d - 2.5) * d * d + 1;
      }
      return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
  }

  /**
   * Enlarges a picture.
   *
   * @param planes {@code [3, 64, 64]}, red, green and blue, −1 to 1
   * @return {@code 0xRRGGBB} row by row
   */
  int[] apply(float[] planes) {
    var rgb = new int[width * height];
    for (int plane = 0; plane < 3; plane++) {
      float[] wide = widen(planes, plane * SIDE * SIDE);
      int shift = 16 - 8 * plane;
      for (int y = 0; y < height; y++) {
        addRow(wide, y, shift, rgb);
      }
    }
    return rgb;
  }

  private float[] widen(float[] planes, int from) {
    var wide = new float[SIDE * width];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < width; x++) {
        float sum = 0;
        for (int tap = x * TAPS; tap < (x + 1) * TAPS; tap++) {
          sum += across.weights[tap] * planes[from + y * SIDE + across.samples[tap]];
        }
        wide[y * width + x] = sum;
      }
    }
    return wide;
  }

  private void addRow(float[] wide, int y, int shift, int[] rgb) {
    int row0 = down.samples[y * TAPS] * width;
    int row1 = down.samples[y * TAPS + 1] * width;
    int row2 = down.samples[y * TAPS + 2] * width;
    int row3 = down.samples[y * TAPS + 3] * width;
    float weight0 = down.weights[y * TAPS];
    float weight1 = down.weights[y * TAPS + 1];
    float weight2 = down.weights[y * TAPS + 2];
    float weight3 = down.weights[y * TAPS + 3];
    for (int x = 0; x < width; x++) {
      float value =
          weight0 * wide[row0 + x]
              + weight1 * wide[row1 + x]
              + weight2 * wide[row2 + x]
              + weight3 * wide[row3 + x];
      rgb[y * width + x] |= level(value) << shift;
    }
  }

  /** The sRGB level of a value of −1 to 1. */
  private static int level(float value) {
    return Math.clamp(Math.round((value + 1) * 127.5f), 0, 255);
  }
}
