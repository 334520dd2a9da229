package dev.hearth.examples.removebackground;

import java.awt.Rectangle;

/** Where in a picture anything is to be seen. */
final class Subject {
  /** Alpha of what counts as seen: above a tenth. */
  private static final int SEEN = 26;

  private Subject() {}

  /** The smallest rectangle around what is seen; the whole picture if nothing is. */
  static Rectangle bounds(Picture picture) {
    int left = picture.width();
    int right = -1;
    int top = picture.height();
    int bottom = -1;
    for (int y = 0, at = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++, at++) {
        if (picture.argb()[at] >>> 24 >= SEEN) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
    return right < 0
        ? new Rectangle(picture.width(), picture.height())
        : new Rectangle(left, top, right - left + 1, bottom - top + 1);
  }

  /** How much of the picture's area remains, 0 to 1. */
  static double share(Picture picture) {
    long sum = 0;
    for (int pixel : picture.argb()) {
      sum += pixel >>> 24;
    }
    return sum / 255.0 / picture.argb().length;
  }
}
