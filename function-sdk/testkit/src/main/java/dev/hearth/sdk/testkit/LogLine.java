package dev.hearth.sdk.testkit;

/**
 * A line that a function logged or printed.
 *
 * @param level {@code DEBUG}, {@code INFO}, {@code WARN} or {@code ERROR}; {@code STDOUT} or {@code
 *     STDERR} of what it printed
 */
public record LogLine(String level, String message) {
  /** Level and message, as one line. */
  @Override
  public String toString() {
    return level + " " + message;
  }
}
