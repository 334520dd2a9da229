package dev.hearth.coldstart.blobstore;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket, and how to talk to it.
 *
 * @param endpoint an S3 other than Amazon's; null for Amazon's own of the region
 * @param pathStyle whether the bucket stands in the path, not in the host's name
 * @param stallTimeout how long a connection may be silent, or take to be made
 * @param maxConnections of this process to the store
 */
public record S3Settings(
    @Nullable URI endpoint,
    String bucket,
    String region,
    boolean pathStyle,
    S3Credentials credentials,
    Duration stallTimeout,
    int maxConnections) {
  public S3Settings {
    if (bucket.isBlank() || region.isBlank()) {
      throw new IllegalArgumentException("S3 needs a bucket and a region");
    }
    if (!stallTimeout.isPositive() || maxConnections < 1) {
      throw new IllegalArgumentException(
          "stall timeout " + stallTimeout + " and " + maxConnections + " connections: too few");
    }
  }

  /** Where the blobs are, for messages. */
  String place() {
    return "bucket " + bucket + (endpoint == null ? " of " + region : " at " + endpoint);
  }
}
