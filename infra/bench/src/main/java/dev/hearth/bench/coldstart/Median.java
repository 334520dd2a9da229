package dev.hearth.bench.coldstart;

import java.util.Arrays;

/** The value of which as many are greater as are less. */
final class Median {
  private Median() {}

  /** Of an even number of values, the mean of the two in the middle. */
  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
