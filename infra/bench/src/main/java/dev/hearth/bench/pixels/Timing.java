package dev.hearth.bench.pixels;

import java.util.Locale;

/**
 * How long a way took, as one line between the measuring process and the one that reports.
 *
 * @param bytes that the operator reads and writes; the same for all ways of a row
 * @param seconds of a run, the median
 */
record Timing(String row, boolean pointwise, Row.Way way, long bytes, double seconds) {
  private static final String MARK = "timing";

  static boolean isLine(String line) {
    return line.startsWith(MARK + " ");
  }

  static Timing ofLine(String line) {
    String[] words = line.split(" ", -1);
    return new Timing(
        words[1],
        Boolean.parseBoolean(words[2]),
        Row.Way.valueOf(words[3]),
        Long.parseLong(words[4]),
        Double.parseDouble(words[5]));
  }

  String line() {
    return String.format(
        Locale.ROOT, "%s %s %b %s %d %.9f", MARK, row, pointwise, way, bytes, seconds);
  }

  double gigabytesPerSecond() {
    return bytes / seconds / 1e9;
  }
}
