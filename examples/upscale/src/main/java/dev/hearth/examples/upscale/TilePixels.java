package dev.hearth.examples.upscale;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Moves tiles between pictures and a network's buffers: planes of red, green and blue, 0 to 1. */
final class TilePixels {
  private TilePixels() {}

  /**
   * Writes a tile of the picture to the start of {@code planes}. Outside the picture its border
   * repeats; alpha is ignored.
   */
  static void load(Picture picture, Tile tile, FloatBuffer planes) {
    int width = tile.width();
    int plane = width * tile.height();
    int last = picture.width() - 1;
    int[] argb = picture.argb();
    var row = new float[width];
    for (int y = 0; y < tile.height(); y++) {
      int from = Math.clamp(tile.y() + y, 0, picture.height() - 1) * picture.width();
      for (int channel = 0; channel < 3; channel++) {
        int shift = 16 - 8 * channel;
        for (int x = 0; x < width; x++) {
          int pixel = argb[from + Math.clamp(tile.x() + x, 0, last)];
          row[x] = (pixel >> shift & 255) * (1f / 255f);
        }
        planes.put(channel * plane + y * width, row);
      }
    }
  }

  /**
   * Takes a tile out of a network's result.
   *
   * @param planes the enlarged {@code seen}
   * @param tile the part to keep, in pixels of the network's input
   * @param seen what the network was given
   * @param strip the row of enlarged tiles to write to, opaque
   */
  static void store(FloatBuffer planes, Pass pass, Tile tile, Tile seen, Picture strip) {
    int factor = pass.weights().factor();
    int shrink = pass.shrink();
    int stride = seen.width() * factor;
    int plane = stride * seen.height() * factor;
    int left = (tile.x() - seen.x()) * factor;
    int top = (tile.y() - seen.y()) * factor;
    int width = tile.width() * pass.growth();
    var sums = new float[3 * width];
    var row = new float[tile.width() * factor];
    for (int y = 0; y < tile.height() * pass.growth(); y++) {
      for (int channel = 0; channel < 3; channel++) {
        int at = channel * plane + (top + y * shrink) * stride + left;
        sumRows(planes, at, stride, shrink, row, sums, channel * width, width);
      }
      int to = y * strip.width() + tile.x() * pass.growth();
      pack(sums, width, 255f / (shrink * shrink), strip.argb(), to);
    }
  }

  /** Sums each {@code shrink × shrink} block of a plane's rows into {@code sums[to…]}. */
  private static void sumRows(
      FloatBuffer plane,
      int at,
      int stride,
      int shrink,
      float[] row,
      float[] sums,
      int to,
      int width) {
    if (shrink == 1) {
      plane.get(at, sums, to, width);
      return;
    }
    Arrays.fill(sums, to, to + width, 0f);
    for (int line = 0; line < shrink; line++) {
      plane.get(at + line * stride, row);
      for (int x = 0; x < width * shrink; x++) {
        sums[to + x / shrink] += row[x];
      }
    }
  }

  private static void pack(float[] planes, int width, float factor, int[] argb, int to) {
    for (int x = 0; x < width; x++) {
      int red = level(planes[x] * factor);
      int green = level(planes[width + x] * factor);
      int blue = level(planes[2 * width + x] * factor);
      argb[to + x] = 0xFF000000 | red << 16 | green << 8 | blue;
    }
  }

  private static int level(float value) {
    return Math.clamp((int) (value + 0.5f), 0, 255);
  }
}
