package dev.hearth.coldstart.blobstore;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the blob store is: a folder or an S3 bucket. A service's mapping of {@code hearth.blobs}
 * extends this, so that all services read the same keys.
 */
public interface BlobStoreKeys {
  /** Folder of the blob store. Not both this and a bucket are set. */
  Optional<Path> directory();

  /** The blob store in S3, if a bucket is named. */
  S3 s3();

  /** An S3 bucket. */
  interface S3 {
    /** An S3 other than Amazon's. */
    Optional<URI> endpoint();

    Optional<String> bucket();

    @WithDefault("us-east-1")
    String region();

    Optional<String> accessKey();

    Optional<String> secretKey();

    /** Whether the bucket stands in the path, not in the host's name. */
    @WithDefault("false")
    boolean pathStyle();

    /** How long a connection may be silent. */
    @WithDefault("10s")
    Duration stallTimeout();

    @WithDefault("64")
    @Min(1) int maxConnections();
  }
}
