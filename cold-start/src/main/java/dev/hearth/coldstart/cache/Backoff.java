package dev.hearth.coldstart.cache;

import dev.hearth.coldstart.blobstore.BlobStoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Tries again what may work a little later, a bounded number of times. Pauses are drawn evenly from
 * zero up to a limit that doubles ("full jitter": M. Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015), so that many nodes which lost a store together don't come back
 * together.
 */
final class Backoff {
  /** Waits. Tests count instead. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /** What is tried. */
  interface Action<T> {
    T run() throws IOException;
  }

  private final CacheSettings settings;
  private final RandomGenerator random;
  private final Pause pause;

  Backoff(CacheSettings settings, RandomGenerator random, Pause pause) {
    this.settings = settings;
    this.random = random;
    this.pause = pause;
  }

  <T> T run(Action<T> action) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return action.run();
      } catch (BlobStoreException e) {
        if (!e.retryable() || attempt >= settings.attempts()) {
          throw e;
        }
      }
      pauseAfter(attempt);
    }
  }

  private void pauseAfter(int attempt) throws IOException {
    double factor = Math.pow(2, attempt - 1.0);
    double limit =
        Math.min(
            settings.firstPause().toNanos() * factor, (double) settings.longestPause().toNanos());
    try {
      pause.of(Duration.ofNanos((long) (random.nextDouble() * limit)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before another attempt");
    }
  }
}
