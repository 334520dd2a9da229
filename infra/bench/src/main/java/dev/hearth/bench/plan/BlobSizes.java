package dev.hearth.bench.plan;

/**
 * How large a benchmark of blobs is.
 *
 * @param verifiedBytes of the blob that is verified
 * @param sharedBytes of the blob that processes share
 * @param processes that share it
 */
public record BlobSizes(long verifiedBytes, long sharedBytes, int processes) {
  public BlobSizes {
    if (verifiedBytes < 1 || sharedBytes < 1 || processes < 1) {
      throw new IllegalArgumentException(
          "blobs of %d and %d bytes and %d processes: too few"
              .formatted(verifiedBytes, sharedBytes, processes));
    }
  }
}
