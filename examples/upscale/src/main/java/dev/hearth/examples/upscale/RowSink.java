package dev.hearth.examples.upscale;

import java.io.IOException;

/**
 * Takes a picture's rows from the top down. Where several pictures of one size are enlarged
 * together, a row is that of each, side by side.
 */
@FunctionalInterface
interface RowSink {
  /**
   * Takes the next row.
   *
   * @param argb where it stands; belongs to the caller again afterwards
   * @param from index of its first pixel
   */
  void row(int[] argb, int from) throws IOException;
}
