package dev.hearth.kernels.tile;

/**
 * How a tile fades towards its sides: over so many pixels its weight falls from 1 to 0 along a
 * straight line. Two tiles that overlap by {@code n} pixels and both fade over {@code n} there add
 * up to 1.
 *
 * @param left pixels from the left side, 0 for none
 * @param top pixels from the upper side, 0 for none
 * @param right pixels from the right side, 0 for none
 * @param bottom pixels from the lower side, 0 for none
 */
public record Feather(int left, int top, int right, int bottom) {
  /** No fading. */
  public static final Feather NONE = new Feather(0, 0, 0, 0);

  public Feather {
    if (left < 0 || top < 0 || right < 0 || bottom < 0) {
      throw new IllegalArgumentException("fading over less than nothing");
    }
  }

  /** The weight of each column of a tile of that width. */
  float[] columns(int width) {
    return weights(width, left, right);
  }

  /** The weight of each row of a tile of that height. */
  float[] rows(int height) {
    return weights(height, top, bottom);
  }

  /** (i + ½) / n, and 1 less that of the pixel it lies on. */
  private static float[] weights(int length, int rising, int falling) {
    if ((long) rising + falling > length) {
      throw new IllegalArgumentException(
          length + " pixels can't fade over " + rising + " and " + falling);
    }
    var weights = new float[length];
    for (int i = 0; i < length; i++) {
      int fromEnd = length - 1 - i;
      if (i < rising) {
        weights[i] = (float) ((i + 0.5) / rising);
      } else if (fromEnd < falling) {
        weights[i] = (float) ((fromEnd + 0.5) / falling);
      } else {
        weights[i] = 1;
      }
    }
    return weights;
  }
}
