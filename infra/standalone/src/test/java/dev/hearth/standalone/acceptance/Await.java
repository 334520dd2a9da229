package dev.hearth.standalone.acceptance;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what must become true. */
final class Await {
  private static final long POLL_MILLIS = 20;

  private Await() {}

  /**
   * Reads a value until it is as wanted.
   *
   * @return the value, or the last one read when the time is over, for the caller to judge
   */
  static <T> T until(Duration longest, Callable<T> read, Predicate<T> wanted) throws Exception {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      T value = read.call();
      if (wanted.test(value) || System.nanoTime() > end) {
        return value;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
  }
}
