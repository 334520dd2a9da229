package dev.hearth.kernels.planar;

/** One number per channel. */
public record Channels(float red, float green, float blue, float alpha) {
  /** The same number for each. */
  public static Channels all(float value) {
    return new Channels(value, value, value, value);
  }

  /** The number of a plane: 0 red, 1 green, 2 blue, 3 alpha. */
  float of(int plane) {
    return switch (plane) {
      case 0 -> red;
      case 1 -> green;
      case 2 -> blue;
      default -> alpha;
    };
  }
}
