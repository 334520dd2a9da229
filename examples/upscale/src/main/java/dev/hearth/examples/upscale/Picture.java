package dev.hearth.examples.upscale;

/**
 * Pixels in memory.
 *
 * @param width pixels across
 * @param height pixels down
 * @param argb row by row from the top left, {@code 0xAARRGGBB}, sRGB, not premultiplied
 * @param opaque whether every alpha is 255
 */
record Picture(int width, int height, int[] argb, boolean opaque) {
  Picture {
    if (argb.length != width * height) {
      throw new IllegalArgumentException(
          argb.length + " pixels for a picture of " + width + "x" + height);
    }
  }
}
