package dev.hearth.kernels.device;

/** Work on the items from {@code from} to before {@code to}, apart from all others. */
@FunctionalInterface
public interface RangeWork {
  /** Does it. */
  void run(int from, int to);
}
