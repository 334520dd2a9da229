package dev.hearth.examples.upscale;

import java.io.IOException;

/**
 * Gives pixels that can't be seen the colour of those that can.
 *
 * <p>Under alpha 0 most programs leave black. A network that knows nothing of alpha would mix that
 * black into the visible pixels next to it, and the result would have a dark fringe.
 */
final class EdgeColours implements RowSink {
  /** How far colours spread: beyond that, what is invisible hardly shows in the result. */
  private static final int REACH = 4;

  private static final float[][] NEARNESS = nearness();

  private final Band.Size size;
  private final RowSink next;
  private final Band band;
  private final int[] out;
  private int done;

  EdgeColours(Band.Size size, RowSink next) {
    this.size = size;
    this.next = next;
    this.band = new Band(size, 2 * REACH + 1);
    this.out = new int[size.rowLength()];
  }

  @Override
  public void row(int[] argb, int from) throws IOException {
    band.add(argb, from);
    while (done < size.height() && band.count() >= Math.min(size.height(), done + REACH + 1)) {
      fill(done++);
      next.row(out, 0);
    }
  }

  private void fill(int y) {
    System.arraycopy(band.row(y), 0, out, 0, out.length);
    for (int left = 0; left < out.length; left += size.width()) {
      for (int x = 0; x < size.width(); x++) {
        if (out[left + x] >>> 24 == 0) {
          out[left + x] = colourOf(left, x, y);
        }
      }
    }
  }

  /** The mean of the visible neighbours, nearer ones counting for more. */
  private int colourOf(int left, int x, int y) {
    float sum = 0;
    float red = 0;
    float green = 0;
    float blue = 0;
    int firstX = Math.max(0, x - REACH);
    int lastX = Math.min(size.width() - 1, x + REACH);
    int lastY = Math.min(size.height() - 1, y + REACH);
    for (int ny = Math.max(0, y - REACH); ny <= lastY; ny++) {
      int[] row = band.row(ny);
      float[] nearness = NEARNESS[Math.abs(ny - y)];
      for (int nx = firstX; nx <= lastX; nx++) {
        int pixel = row[left + nx];
        if (pixel >>> 24 != 0) {
          float weight = nearness[Math.abs(nx - x)];
          sum += weight;
          red += weight * (pixel >> 16 & 255);
          green += weight * (pixel >> 8 & 255);
          blue += weight * (pixel & 255);
        }
      }
    }
    return sum == 0
        ? out[left + x]
        : Math.round(red / sum) << 16 | Math.round(green / sum) << 8 | Math.round(blue / sum);
  }

  /** One over the square of the distance, by rows and columns. */
  private static float[][] nearness() {
    var nearness = new float[REACH + 1][REACH + 1];
    for (int y = 0; y <= REACH; y++) {
      for (int x = 0; x <= REACH; x++) {
        nearness[y][x] = 1f / Math.max(1, x * x + y * y);
      }
    }
    return nearness;
  }
}
