package dev.hearth.examples.upscale;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Moves tiles between rows of pictures and a network's buffers: planes of red, green and blue. */
final class TilePixels {
  private TilePixels() {}

  /** Writes a tile of each picture to the start of {@code planes}; alpha is ignored. */
  static void load(Band band, Tile tile, Weights weights, FloatBuffer planes) {
    int width = tile.width();
    int plane = width * tile.height();
    int last = band.size().width() - 1;
    float unit = weights.white() / 255f;
    var line = new float[width];
    for (int y = 0; y < tile.height(); y++) {
      int[] row = band.row(tile.y() + y);
      for (int picture = 0; picture < band.size().count(); picture++) {
        int left = picture * band.size().width();
        for (int channel = 0; channel < 3; channel++) {
          int shift = 16 - 8 * channel;
          for (int x = 0; x < width; x++) {
            int pixel = row[left + Math.clamp(tile.x() + x, 0, last)];
            line[x] = (pixel >> shift & 255) * unit;
          }
          planes.put((3 * picture + channel) * plane + y * width, line);
        }
      }
    }
  }

  /**
   * Takes a tile of each picture out of a network's result.
   *
   * @param planes the enlarged {@code seen}
   * @param tile the part to keep, in pixels of the network's input
   * @param seen what the network was given
   * @param size of the pictures before the pass
   * @param strip the row of enlarged tiles to write to, opaque
   */
  static void store(
      FloatBuffer planes, Pass pass, Tile tile, Tile seen, Band.Size size, int[] strip) {
    int factor = pass.weights().factor();
    int shrink = pass.shrink();
    int stride = seen.width() * factor;
    int plane = stride * seen.height() * factor;
    int left = (tile.x() - seen.x()) * factor;
    int top = (tile.y() - seen.y()) * factor;
    int width = tile.width() * pass.growth();
    float unit = 255f / (pass.weights().white() * shrink * shrink);
    var sums = new float[3 * width];
    var row = new float[tile.width() * factor];
    for (int y = 0; y < tile.height() * pass.growth(); y++) {
      for (int picture = 0; picture < size.count(); picture++) {
        for (int channel = 0; channel < 3; channel++) {
          int at = (3 * picture + channel) * plane + (top + y * shrink) * stride + left;
          sumRows(planes, at, stride, shrink, row, sums, channel * width, width);
        }
        int column = picture * size.width() + tile.x();
        int to = (y * size.rowLength() + column) * pass.growth();
        pack(sums, width, unit, strip, to);
      }
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
