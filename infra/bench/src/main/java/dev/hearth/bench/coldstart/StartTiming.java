package dev.hearth.bench.coldstart;

import java.util.Locale;

/**
 * Starts of one kind.
 *
 * @param function the function's name
 * @param kind how the JVM found its classes, or {@code bare}
 * @param wallMillis from the start of the process to READY: the median
 * @param cpuMillis processor time of all its processes until then: the median
 * @param idleMegabytes resident set size of the worker's JVM then, in 10⁶ bytes: the median
 */
record StartTiming(
    String function, String kind, double wallMillis, double cpuMillis, double idleMegabytes) {
  private static final String MARK = "start";

  static boolean isLine(String line) {
    return line.startsWith(MARK + " ");
  }

  static StartTiming ofLine(String line) {
    String[] words = line.split(" ", -1);
    return new StartTiming(
        words[1],
        words[2],
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]));
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%s %s %s %.3f %.3f %.3f",
        MARK,
        function,
        kind,
        wallMillis,
        cpuMillis,
        idleMegabytes);
  }
}
