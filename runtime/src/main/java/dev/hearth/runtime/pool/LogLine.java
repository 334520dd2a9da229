package dev.hearth.runtime.pool;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A line of a log. What a function wrote comes to terminals and other logs: control characters but
 * tabs and line ends, and those that turn the direction of text, are replaced by {@code U+FFFD}.
 *
 * @param level {@code DEBUG}, {@code INFO}, {@code WARN}, {@code ERROR}, {@code STDOUT} or {@code
 *     STDERR}
 */
public record LogLine(Instant at, String level, String message) {
  private static final Pattern DECEPTIVE =
      Pattern.compile("[\\p{Cntrl}\\x80-\\x9F\\u202A-\\u202E\\u2066-\\u2069&&[^\\t\\n]]");

  public LogLine {
    message = DECEPTIVE.matcher(message).replaceAll("\uFFFD");
  }
}
