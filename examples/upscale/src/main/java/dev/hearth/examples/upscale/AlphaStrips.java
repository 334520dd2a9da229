package dev.hearth.examples.upscale;

/** Gives each strip of an enlarged picture its part of the original's enlarged alpha. */
final class AlphaStrips {
  private static final int SHIFT = 24;

  private final Picture source;
  private int y;

  AlphaStrips(Picture source) {
    this.source = source;
  }

  /** The next strip from the top, over the same pixels, now with alpha. */
  Picture mergedInto(Picture strip) {
    int width = strip.width();
    var alpha = new Bicubic(source, SHIFT, width / source.width());
    int[] argb = strip.argb();
    var row = new int[width];
    for (int at = 0; at < argb.length; at += width) {
      alpha.row(y++, row);
      for (int x = 0; x < width; x++) {
        argb[at + x] = argb[at + x] & 0xFFFFFF | row[x] << SHIFT;
      }
    }
    return new Picture(width, strip.height(), argb, false);
  }
}
