package dev.hearth.sdk.testkit;

/**
 * A line that a function logged.
 *
 * @param level {@code DEBUG}, {@code INFO}, {@code WARN} or {@code ERROR}
 */
public record LogLine(String level, String message) {
  /** Level and message, as one line. */
  @Override
  public String toString() {
    return level + " " + message;
  }
}
