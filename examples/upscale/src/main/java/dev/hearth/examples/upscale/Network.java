package dev.hearth.examples.upscale;

import java.nio.FloatBuffer;

/** A network that enlarges, with the buffers of a run. For one thread at a time. */
interface Network {
  /** Room for so many tiles: of each its planes of red, green and blue, row by row. */
  FloatBuffer input(int count, int width, int height);

  /**
   * Enlarges so many tiles that stand in {@link #input}, all at once.
   *
   * @return the enlarged tiles, laid out like the input; valid until the next run
   */
  FloatBuffer run(int count, int width, int height);
}
