package dev.hearth.sdk.function;

import java.util.Locale;

/**
 * The device a worker was given.
 *
 * {@snippet file="dev/hearth/sdk/snippets/WishesSnippet.java" region="function"}
 *
 * @param kind CPU or CUDA
 * @param index ordinal among the node's devices of that kind, from 0
 * @param memoryBytes memory this worker may use on it; of a GPU all, which it shares with others
 * @param threads CPU threads that the function should use for its own computation
 */
public record Device(Kind kind, int index, long memoryBytes, int threads) {
  /** What a device is. */
  public enum Kind {
    CPU,
    CUDA;

    /** As descriptors and the worker protocol write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind that is written so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind ofWord(String word) {
      return switch (word) {
        case "cpu" -> CPU;
        case "cuda" -> CUDA;
        default -> throw new IllegalArgumentException("no device \"" + word + "\"");
      };
    }
  }
}
