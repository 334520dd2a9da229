package dev.hearth.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What was measured.
 *
 * @param latencies of the calls in nanoseconds, from first request to last answer
 * @param requests HTTP requests, which are more than calls where a call polls
 */
public record LoadResult(long calls, long requests, double seconds, Histogram latencies) {
  /** Calls that ended per second. */
  public double callsPerSecond() {
    return calls / seconds;
  }

  /** The latency below which that percentage of the calls were, in milliseconds. */
  public double millisAt(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }
}
