package dev.hearth.runtime.worker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bounds what one worker's unasked frames cost the node: a bucket of bytes that refills with time.
 * Whoever has emptied it waits, so that a worker that floods the node is held up by its own socket
 * and nobody else is. For one thread.
 */
final class Throttle {
  /** What a frame costs beside its payload: it is parsed and handed on, however short it is. */
  static final int FRAME_BYTES = 1 << 10;

  private static final int BURST_SECONDS = 4;
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private long bytes;
  private long filledNanos;

  /** How to wait. */
  interface Pause {
    void of(long nanos) throws InterruptedException;
  }

  Throttle(long bytesPerSecond, LongSupplier nanoTime, Pause pause) {
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.bytes = BURST_SECONDS * bytesPerSecond;
    this.filledNanos = nanoTime.getAsLong();
  }

  /** Takes what a frame costs; returns when the bucket held as much. */
  void take(int payloadBytes) throws InterruptedException {
    fill();
    bytes -= FRAME_BYTES + payloadBytes;
    if (bytes < 0) {
      pause.of(-bytes * NANOS_PER_SECOND / bytesPerSecond);
    }
  }

  private void fill() {
    long now = nanoTime.getAsLong();
    long elapsed = Math.min(now - filledNanos, BURST_SECONDS * NANOS_PER_SECOND);
    long earned = elapsed * bytesPerSecond / NANOS_PER_SECOND;
    if (earned > 0) {
      bytes = Math.min(BURST_SECONDS * bytesPerSecond, bytes + earned);
      filledNanos = now;
    }
  }
}
