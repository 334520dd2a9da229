package dev.hearth.bench.drawing;

import java.util.Locale;

/**
 * How long batches of one size took, as one line between the measuring process and the one that
 * reports; medians over the rounds.
 *
 * @param load what the batch is made of
 * @param stepSeconds one step of the function
 * @param bareSeconds one run of the network alone, as many rows
 * @param wholeSeconds the batch from its inputs to its files
 */
record Timing(Load load, double stepSeconds, double bareSeconds, double wholeSeconds) {
  private static final String MARK = "drawing";

  static boolean isLine(String line) {
    return line.startsWith(MARK + " ");
  }

  static Timing ofLine(String line) {
    String[] words = line.split(" ", -1);
    return new Timing(
        new Load(Integer.parseInt(words[1]), Boolean.parseBoolean(words[2])),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]));
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%s %d %b %.9f %.9f %.9f",
        MARK,
        load.calls(),
        load.styled(),
        stepSeconds,
        bareSeconds,
        wholeSeconds);
  }

  double picturesPerSecond() {
    return load.calls() / wholeSeconds;
  }

  /** How much of the bare network's speed the function's step has. */
  double ratio() {
    return bareSeconds / stepSeconds;
  }
}
