package dev.hearth.coldstart.cache;

import java.time.Duration;
import java.time.Instant;

/**
 * How much a cached blob is worth keeping, by GreedyDual-Size-Frequency (L. Cherkasova, "Improving
 * WWW Proxies Performance with Greedy-Dual-Size-Frequency Caching Policy", HP Labs HPL-98-69R1,
 * 1998), with frequencies that decay:
 *
 * <pre>
 * worth(now) = inflation + uses(now) × reload seconds ÷ bytes
 * uses(now)  = uses(then) × 2^(−(now − then) ÷ half-life)
 * </pre>
 *
 * <p>Reload seconds per byte is the price of a wrong eviction for each byte that it frees, uses is
 * how likely it is. <i>Inflation</i> is the worth of the last blob that was evicted, as it was when
 * this one was last used: so a blob that was once used much, and then no more, is passed by newer
 * ones in the end. The paper's frequency never falls; here it halves with the half-life, because a
 * model that was the fashion last month shouldn't outlive today's.
 *
 * @param inflation the cache's at the last use
 * @param uses at {@code then}, decayed
 * @param reloadSeconds what it took to get the blob
 */
record Worth(double inflation, double uses, Instant then, double reloadSeconds) {
  /** A blob that nobody has used yet. */
  static Worth unused(Instant now, double reloadSeconds) {
    return new Worth(0, 0, now, reloadSeconds);
  }

  /** After one more use. */
  Worth used(double inflationNow, Instant now, Duration halfLife) {
    return new Worth(inflationNow, uses(now, halfLife) + 1, now, reloadSeconds);
  }

  /** After the end of a use: as recent as can be, but no more frequent. */
  Worth released(double inflationNow, Instant now, Duration halfLife) {
    return new Worth(inflationNow, uses(now, halfLife), now, reloadSeconds);
  }

  /** With what it took to get the blob this time. */
  Worth reloadedIn(double seconds) {
    return new Worth(inflation, uses, then, seconds);
  }

  /** What keeping it is worth. */
  double at(Instant now, long bytes, Duration halfLife) {
    return inflation + uses(now, halfLife) * reloadSeconds / Math.max(1, bytes);
  }

  private double uses(Instant now, Duration halfLife) {
    double halves = Math.max(0, seconds(Duration.between(then, now))) / seconds(halfLife);
    return uses * Math.pow(2, -halves);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
