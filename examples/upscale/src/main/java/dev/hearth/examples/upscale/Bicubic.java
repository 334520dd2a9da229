package dev.hearth.examples.upscale;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Enlarges one channel by a whole factor with the cubic of Catmull and Rom, which is Keys's with a
 * = −0.5 (R. Keys, "Cubic convolution interpolation for digital image processing", 1981, eq. 4):
 * exact at the samples, and flat areas stay flat. Beyond the edges the edge's pixels repeat.
 */
final class Bicubic {
  private static final int TAPS = 4;

  private final int shift;
  private final int scale;
  private final float[][] weights;
  private final int[] firstTap;
  private final float[] column;

  /**
   * @param shift of the channel within a pixel: 24 for alpha, 16 for red, 8, 0
   * @param width of the picture before it is enlarged
   */
  Bicubic(int shift, int width, int scale) {
    this.shift = shift;
    this.scale = scale;
    this.weights = new float[scale][TAPS];
    this.firstTap = new int[scale];
    this.column = new float[width];
    for (int phase = 0; phase < scale; phase++) {
      // Pixel centres: output pixel o lies at (o + 0.5) / scale - 0.5 of the source.
      double at = (phase + 0.5) / scale - 0.5;
      firstTap[phase] = (int) Math.floor(at) - 1;
      for (int tap = 0; tap < TAPS; tap++) {
        weights[phase][tap] = (float) kernel(at - (firstTap[phase] + tap));
      }
    }
  }

  /**
   * Writes row {@code y} of the enlarged channel, 0 to 255, to {@code out}.
   *
   * @param source rows of the picture by number; asked for those above the first too, and below the
   *     last
   * @param left index of the picture's first pixel in each row
   */
  void row(IntFunction<int[]> source, int left, int y, int[] out) {
    combineRows(source, left, y);
    int last = column.length - 1;
    for (int x = 0; x < out.length; x++) {
      float[] weight = weights[x % scale];
      int first = x / scale + firstTap[x % scale];
      float sum = 0;
      for (int tap = 0; tap < TAPS; tap++) {
        sum += weight[tap] * column[Math.clamp(first + tap, 0, last)];
      }
      out[x] = Math.clamp(Math.round(sum), 0, 255);
    }
  }

  private void combineRows(IntFunction<int[]> source, int left, int y) {
    float[] weight = weights[y % scale];
    int first = y / scale + firstTap[y % scale];
    Arrays.fill(column, 0);
    for (int tap = 0; tap < TAPS; tap++) {
      int[] argb = source.apply(first + tap);
      for (int x = 0; x < column.length; x++) {
        column[x] += weight[tap] * (argb[left + x] >>> shift & 255);
      }
    }
  }

  private static double kernel(double distance) {
    double t = Math.abs(distance);
    if (t < 1) {
      return (1.5 * t - 2.5) * t * t + 1;
    }
    return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
  }
}
