package dev.hearth.kernels.planar;

/**
 * The order of a pixel's bytes in memory. Planes always stand in the order red, green, blue, alpha.
 */
public enum PixelFormat {
  RGB(3, 0, 2),
  BGR(3, 2, 0),
  RGBA(4, 0, 2),
  BGRA(4, 2, 0);

  private final int channels;
  private final int red;
  private final int blue;

  PixelFormat(int channels, int red, int blue) {
    this.channels = channels;
    this.red = red;
    this.blue = blue;
  }

  /** Bytes of a pixel, and planes. */
  public int channels() {
    return channels;
  }

  /**
   * Where a plane's byte stands within a pixel.
   *
   * @param plane 0 red, 1 green, 2 blue, 3 alpha
   */
  int position(int plane) {
    return switch (plane) {
      case 0 -> red;
      case 2 -> blue;
      default -> plane;
    };
  }
}
