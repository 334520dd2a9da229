package dev.hearth.runtime.pool;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.time.Duration;

/** Whether workers of a version can be started, by how the last starts went. Not thread-safe. */
final class SetUpHealth {
  private final int maxFailed;
  private final Duration retryDelay;
  private final Duration unhealthyFor;
  private int failed;
  private boolean lastTimedOut;
  private boolean resting;
  private long restUntilNanos;

  SetUpHealth(PoolSettings settings) {
    this.maxFailed = settings.maxFailedSetups();
    this.retryDelay = settings.retryDelay();
    this.unhealthyFor = settings.unhealthyFor();
  }

  void succeeded() {
    failed = 0;
    resting = false;
  }

  /** Notes a failed start and returns how long to wait before the next. */
  Duration failed(boolean timedOut, long nowNanos) {
    failed++;
    lastTimedOut = timedOut;
    resting = true;
    Duration rest = isUnhealthy() ? unhealthyFor : retryDelay.multipliedBy(1L << (failed - 1));
    restUntilNanos = nowNanos + rest.toNanos();
    return rest;
  }

  /** Whether a worker may be started now. After the rest of an unhealthy version one may try. */
  boolean mayStart(long nowNanos) {
    if (resting && nowNanos - restUntilNanos >= 0) {
      resting = false;
      failed = Math.min(failed, maxFailed - 1);
    }
    return !resting;
  }

  boolean isUnhealthy() {
    return failed >= maxFailed;
  }

  /** What callers hear; the creator's log tells more. */
  CallException refusal() {
    return lastTimedOut
        ? new CallException(
            ErrorCode.STARTUP_TIMEOUT, "the function's workers weren't ready in time")
        : new CallException(
            ErrorCode.RUNNER_SCHEDULING_FAILURE, "the function's workers fail to start");
  }
}
