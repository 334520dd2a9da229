package dev.hearth.sdk.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Until when a call may take, with all its waits and repetitions. */
final class Deadline {
  private static final Duration FOREVER = Duration.ofDays(365);

  /** How much earlier than this clock that of the HTTP client may ring. */
  private static final Duration TIMERS_DIFFER = Duration.ofMillis(50);

  private final @Nullable Duration span;
  private final long startNanos = System.nanoTime();

  private Deadline(@Nullable Duration span) {
    this.span = span;
  }

  static Deadline never() {
    return new Deadline(null);
  }

  static Deadline after(@Nullable Duration span) {
    return new Deadline(span);
  }

  /** Throws the timeout where an exchange that was given all that was left has timed out. */
  void exchangeTimedOut() {
    if (left().compareTo(TIMERS_DIFFER) < 0) {
      throw new CallTimeoutException("the call took longer than " + span);
    }
  }

  /** What is left of it; more than zero, or the timeout is thrown. */
  Duration left() {
    if (span == null) {
      return FOREVER;
    }
    Duration left = span.minusNanos(System.nanoTime() - startNanos);
    if (!left.isPositive()) {
      throw new CallTimeoutException("the call took longer than " + span);
    }
    return left;
  }

  Duration atMost(Duration wait) {
    Duration left = left();
    return wait.compareTo(left) < 0 ? wait : left;
  }
}
