package dev.hearth.kernels.planar;

/**
 * How levels 0 to 255 become the numbers that a network wants: {@code value = level · scale +
 * offset}, per channel.
 *
 * @param scale finite, not 0, at least 1e-6 apart from it, so that it can be undone
 * @param offset finite
 */
public record Normalisation(Channels scale, Channels offset) {
  private static final float LEVELS = 255f;
  private static final float LEAST_SCALE = 1e-6f;
  private static final int CHANNELS = 4;

  /** 0 to 1. */
  public static final Normalisation UNIT =
      new Normalisation(Channels.all(1 / LEVELS), Channels.all(0));

  /** −1 to 1. */
  public static final Normalisation SIGNED =
      new Normalisation(Channels.all(2 / LEVELS), Channels.all(-1));

  public Normalisation {
    for (int plane = 0; plane < CHANNELS; plane++) {
      boolean usable =
          Float.isFinite(scale.of(plane))
              && Math.abs(scale.of(plane)) >= LEAST_SCALE
              && Float.isFinite(offset.of(plane));
      if (!usable) {
        throw new IllegalArgumentException("scale " + scale + " and offset " + offset);
      }
    }
  }

  /**
   * {@code (level / 255 − mean) / deviation}, as networks trained on photographs want it.
   *
   * @param mean of levels from 0 to 1
   * @param deviation of levels from 0 to 1, not 0
   */
  public static Normalisation standard(Channels mean, Channels deviation) {
    return new Normalisation(
        new Channels(
            1 / (LEVELS * deviation.red()),
            1 / (LEVELS * deviation.green()),
            1 / (LEVELS * deviation.blue()),
            1 / (LEVELS * deviation.alpha())),
        new Channels(
            -mean.red() / deviation.red(),
            -mean.green() / deviation.green(),
            -mean.blue() / deviation.blue(),
            -mean.alpha() / deviation.alpha()));
  }

  /** What undoes it: {@code level = value · scale + offset} of the result. */
  Normalisation inverse() {
    return new Normalisation(
        new Channels(1 / scale.red(), 1 / scale.green(), 1 / scale.blue(), 1 / scale.alpha()),
        new Channels(
            -offset.red() / scale.red(),
            -offset.green() / scale.green(),
            -offset.blue() / scale.blue(),
            -offset.alpha() / scale.alpha()));
  }
}
