package dev.hearth.sdk.conformance;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What a worker did, or didn't do, against a rule; its message says so. */
final class RuleBrokenException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  RuleBrokenException(String message) {
    super(message);
  }

  /** Breaks off unless something holds. */
  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RuleBrokenException(otherwise);
    }
  }

  static void requireEqual(Object expected, @Nullable Object actual, String of) {
    require(expected.equals(actual), of + " is " + cut(actual) + ", expected " + cut(expected));
  }

  private static String cut(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
