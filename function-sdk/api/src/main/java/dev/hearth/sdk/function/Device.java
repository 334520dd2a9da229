package dev.hearth.sdk.function;

/**
 * The device a worker was given.
 *
 * @param kind CPU or CUDA
 * @param index ordinal among the node's devices of that kind, from 0
 * @param memoryBytes memory this worker may use on it
 * @param threads CPU threads that the function should use for its own computation
 */
public record Device(Kind kind, int index, long memoryBytes, int threads) {
  /** What a device is. */
  public enum Kind {
    CPU,
    CUDA
  }
}
