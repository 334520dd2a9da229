package dev.hearth.examples.removebackground;

/**
 * Pixels in memory.
 *
 * @param width pixels across
 * @param height pixels down
 * @param argb row by row from the top left, {@code 0xAARRGGBB}, sRGB, not premultiplied
 */
record Picture(int width, int height, int[] argb) {
  Picture {
    if (argb.length != width * height) {
      throw new IllegalArgumentException(
          argb.length + " pixels for a picture of " + width + "x" + height);
    }
  }
}
