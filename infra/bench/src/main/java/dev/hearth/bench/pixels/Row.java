package dev.hearth.bench.pixels;

import java.util.Map;

/**
 * One operator, and other ways to do the same.
 *
 * @param name such as {@code planes-from-rgb}
 * @param bytes that the operator reads and writes, each once
 * @param pointwise whether each result comes from one pixel, so that memory should be the limit
 * @param ways to do it, by {@link Way}
 */
record Row(String name, long bytes, boolean pointwise, Map<Way, Runnable> ways) {
  Row {
    ways = Map.copyOf(ways);
  }

  /** Who does it. */
  enum Way {
    COPY,
    VECTOR,
    REFERENCE,
    JAVA2D
  }
}
