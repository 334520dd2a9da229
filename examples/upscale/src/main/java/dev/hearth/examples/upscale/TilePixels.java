package dev.hearth.examples.upscale;

import dev.hearth.kernels.planar.Channels;
import dev.hearth.kernels.planar.Normalisation;
import dev.hearth.kernels.planar.PixelFormat;
import dev.hearth.kernels.planar.Planar;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Moves tiles between rows of pictures and a network's buffers: planes of red, green and blue. A
 * pixel {@code 0xAARRGGBB} in memory, lowest byte first, is what kernels call BGRA.
 */
final class TilePixels {
  private static final PixelFormat FORMAT = PixelFormat.BGRA;
  private static final int COLOURS = 3;

  private final Planar planar;

  TilePixels(Planar planar) {
    this.planar = planar;
  }

  /** Writes a tile of each picture to the start of {@code planes}; alpha is ignored. */
  void load(Band band, Tile tile, Weights weights, FloatBuffer planes) {
    int plane = tile.width() * tile.height();
    var pixels = new byte[FORMAT.channels() * plane];
    var values = new float[pixels.length];
    for (int picture = 0; picture < band.size().count(); picture++) {
      copy(band, tile, picture, ints(pixels));
      planar.toPlanes(pixels, FORMAT, levels(weights.white()), values);
      planes.put(COLOURS * picture * plane, values, 0, COLOURS * plane);
    }
  }

  private static void copy(Band band, Tile tile, int picture, IntBuffer argb) {
    int left = picture * band.size().width();
    int last = band.size().width() - 1;
    var line = new int[tile.width()];
    for (int y = 0; y < tile.height(); y++) {
      int[] row = band.row(tile.y() + y);
      for (int x = 0; x < line.length; x++) {
        line[x] = row[left + Math.clamp(tile.x() + x, 0, last)];
      }
      argb.put(line);
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
  void store(FloatBuffer planes, Pass pass, Tile tile, Tile seen, Band.Size size, int[] strip) {
    int factor = pass.weights().factor();
    int shrink = pass.shrink();
    int stride = seen.width() * factor;
    int plane = stride * seen.height() * factor;
    int left = (tile.x() - seen.x()) * factor;
    int top = (tile.y() - seen.y()) * factor;
    int width = tile.width() * pass.growth();
    float white = pass.weights().white() * shrink * shrink;
    var sums = new float[FORMAT.channels() * width];
    Arrays.fill(sums, COLOURS * width, sums.length, white);
    var pixels = new byte[sums.length];
    var row = new float[tile.width() * factor];
    for (int y = 0; y < tile.height() * pass.growth(); y++) {
      for (int picture = 0; picture < size.count(); picture++) {
        for (int channel = 0; channel < COLOURS; channel++) {
          int at = (COLOURS * picture + channel) * plane + (top + y * shrink) * stride + left;
          sumRows(planes, at, stride, shrink, row, sums, channel * width, width);
        }
        planar.toPixels(sums, FORMAT, levels(white), pixels);
        int column = picture * size.width() + tile.x();
        ints(pixels).get(strip, (y * size.rowLength() + column) * pass.growth(), width);
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

  private static IntBuffer ints(byte[] pixels) {
    return ByteBuffer.wrap(pixels).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }

  /** Level 255 for what a network gives for white. */
  private static Normalisation levels(float white) {
    return new Normalisation(Channels.all(white / 255), Channels.all(0));
  }
}
