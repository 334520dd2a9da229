package dev.hearth.bench.drawing;

import java.util.Locale;

/**
 * How long batches of one size took, as one line between the measuring process and the one that
 * reports; medians over the rounds.
 *
 * @param calls in the batch, of one picture each
 * @param stepSeconds one step of the function
 * @param bareSeconds one run of the network alone, as many rows
 * @param wholeSeconds the batch from its inputs to its files
 */
record Timing(int calls, double stepSeconds, double bareSeconds, double wholeSeconds) {
  private static final String MARK = "drawing";

  static boolean isLine(String line) {
    return line.startsWith(MARK + " ");
  }

  static Timing ofLine(String line) {
    String[] words = line.split(" ", -1);
    return new Timing(
        Integer.parseInt(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]));
  }

  String line() {
    return String.format(
        Locale.ROOT, "%s %d %.9f %.9f %.9f", MARK, calls, stepSeconds, bareSeconds, wholeSeconds);
  }

  double picturesPerSecond() {
    return calls / wholeSeconds;
  }

  /** How much of the bare network's speed the function's step has. */
  double ratio() {
    return bareSeconds / stepSeconds;
  }
}
