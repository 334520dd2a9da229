package dev.hearth.sdk.client;

import java.time.Duration;

/**
 * How often and how fast something is sent again: the numbers of fal's JavaScript client, per kind
 * of request.
 *
 * @param evenInternal whether a 500 is repeated too, as only reading a status may
 * @param endsAreFinal whether a failure that carries a request's id is that request's own end,
 *     which the server would only say again
 */
record RetryRule(
    int retries, Duration first, Duration longest, boolean evenInternal, boolean endsAreFinal) {
  static final RetryRule RUN = rule(3, 500, 15, false, false);
  static final RetryRule RUN_ONCE = rule(3, 500, 15, false, true);
  static final RetryRule SUBMIT = rule(3, 1000, 60, false, false);
  static final RetryRule RESULT = rule(3, 1000, 60, false, true);
  static final RetryRule STATUS = rule(5, 1000, 30, true, false);
  static final RetryRule OTHER = rule(3, 1000, 30, false, false);
  static final RetryRule NEVER = rule(0, 0, 0, false, false);

  private static RetryRule rule(
      int retries, long firstMillis, long longestSeconds, boolean internal, boolean ends) {
    return new RetryRule(
        retries,
        Duration.ofMillis(firstMillis),
        Duration.ofSeconds(longestSeconds),
        internal,
        ends);
  }
}
