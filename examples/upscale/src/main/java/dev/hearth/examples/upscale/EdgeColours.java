package dev.hearth.examples.upscale;

/**
 * Gives pixels that can't be seen the colour of those that can.
 *
 * <p>Under alpha 0 most programs leave black. A network that knows nothing of alpha would mix that
 * black into the visible pixels next to it, and the result would have a dark fringe.
 */
final class EdgeColours {
  /** Pixels to spread: beyond that, what is invisible no longer shows in the result. */
  private static final int ROUNDS = 4;

  private EdgeColours() {}

  /** A copy whose invisible pixels near visible ones have the mean colour of their neighbours. */
  static Picture spread(Picture picture) {
    int[] argb = picture.argb().clone();
    var known = new byte[argb.length];
    for (int i = 0; i < argb.length; i++) {
      known[i] = (byte) (argb[i] >>> 24 == 0 ? 0 : 1);
    }
    for (int round = 1; round <= ROUNDS; round++) {
      spreadOnce(argb, known, picture.width(), picture.height(), round);
    }
    return new Picture(picture.width(), picture.height(), argb, false);
  }

  /**
   * Fills unknown pixels beside those known before this round; marks them as known from the next.
   */
  private static void spreadOnce(int[] argb, byte[] known, int width, int height, int round) {
    byte mark = (byte) (round + 1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (known[y * width + x] == 0) {
          fill(argb, known, width, height, x, y, mark);
        }
      }
    }
  }

  private static void fill(
      int[] argb, byte[] known, int width, int height, int x, int y, byte mark) {
    int red = 0;
    int green = 0;
    int blue = 0;
    int count = 0;
    for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        byte state = known[ny * width + nx];
        if (state != 0 && state != mark) {
          int pixel = argb[ny * width + nx];
          red += pixel >> 16 & 255;
          green += pixel >> 8 & 255;
          blue += pixel & 255;
          count++;
        }
      }
    }
    if (count > 0) {
      int at = y * width + x;
      argb[at] = red / count << 16 | green / count << 8 | blue / count;
      known[at] = mark;
    }
  }
}
