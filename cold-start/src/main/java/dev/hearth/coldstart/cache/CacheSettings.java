package dev.hearth.coldstart.cache;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a node caches blobs.
 *
 * @param folder the cache's own; one process at a time
 * @param quotaBytes most bytes of blobs, whole and unfinished ones together, on disk
 * @param parallelReads most chunks under way from the store, each in a buffer of 8 MiB
 * @param attempts how often a chunk is asked for before its blob fails
 * @param firstPause before the second attempt, on average half of it; doubles from there on
 * @param longestPause what the doubling ends at
 * @param halfLife time after which a use of a blob counts half
 */
public record CacheSettings(
    Path folder,
    long quotaBytes,
    int parallelReads,
    int attempts,
    Duration firstPause,
    Duration longestPause,
    Duration halfLife) {
  public CacheSettings {
    if (quotaBytes < 0 || parallelReads < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "quota %d bytes, %d reads, %d attempts: too few"
              .formatted(quotaBytes, parallelReads, attempts));
    }
    if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "pauses from " + firstPause + " to " + longestPause + " make no range");
    }
    if (!halfLife.isPositive()) {
      throw new IllegalArgumentException("half-life " + halfLife + " isn't positive");
    }
  }
}
