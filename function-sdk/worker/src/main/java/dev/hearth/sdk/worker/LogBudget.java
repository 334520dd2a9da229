package dev.hearth.sdk.worker;

import java.util.function.LongSupplier;

/**
 * How much a function may log: a bucket of bytes that refills with time. A function that prints
 * without end costs itself some time, and neither the node nor its caller much.
 */
final class LogBudget {
  static final long BURST_BYTES = 1 << 20;
  static final long BYTES_PER_SECOND = 256 << 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LongSupplier nanoTime;
  private long bytes = BURST_BYTES;
  private long refilledNanos;
  private long dropped;

  LogBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.refilledNanos = nanoTime.getAsLong();
  }

  /** Whether a line of that size may be sent; if not, it counts as dropped. */
  synchronized boolean take(int lineBytes) {
    refill();
    if (bytes < lineBytes) {
      dropped++;
      return false;
    }
    bytes -= lineBytes;
    return true;
  }

  /** Lines dropped since this was last asked. */
  synchronized long takeDropped() {
    long count = dropped;
    dropped = 0;
    return count;
  }

  private void refill() {
    long now = nanoTime.getAsLong();
    long elapsed = Math.min(now - refilledNanos, 60 * NANOS_PER_SECOND);
    long earned = elapsed * BYTES_PER_SECOND / NANOS_PER_SECOND;
    if (earned > 0) {
      bytes = Math.min(BURST_BYTES, bytes + earned);
      refilledNanos = now;
    }
  }
}
