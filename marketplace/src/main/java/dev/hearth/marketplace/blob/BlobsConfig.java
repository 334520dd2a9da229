package dev.hearth.marketplace.blob;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Where blobs are and how large one may be. */
@ConfigMapping(prefix = "hearth.blobs")
public interface BlobsConfig {
  /** Folder of the blob store. Either this or a bucket is set. */
  Optional<Path> directory();

  /** The blob store in S3, if a bucket is named. */
  S3 s3();

  /** Largest blob. */
  @WithDefault("8G")
  MemorySize maxBytes();

  /** Bytes of all unfinished uploads of one account, counted whole from their beginning. */
  @WithDefault("32G")
  MemorySize maxUnfinished();

  /** How long an upload that nothing comes for is kept. */
  @WithDefault("24h")
  Duration uploadRetention();

  /** How long a blob is kept that no version names and nobody asked after. */
  @WithDefault("7d")
  @DurationMin(hours = 1)
  Duration collectAfter();

  /** Chunks of uploads that are received at once, each with 8 MiB of memory. */
  @WithDefault("16")
  @Min(1) int chunksAtOnce();

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
