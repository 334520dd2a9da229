package dev.hearth.runtime.sandbox;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How this node caches the files of functions. */
@ConfigMapping(prefix = "hearth.cache")
public interface CacheConfig {
  /**
   * The cache's own folder, which workers must be able to reach. With blobs in S3 it has to be set;
   * with a folder store it only remembers which files were verified, and goes with the node if
   * unset.
   */
  Optional<Path> directory();

  /** Most bytes of blobs that are kept from S3. */
  @WithDefault("50G")
  MemorySize quota();

  /** Most ranges of 8 MiB read from S3 at once; each takes as much memory. */
  @WithDefault("8")
  @Min(1) @Max(256) int parallelReads();

  /** How often a range is asked for before the worker that needs it fails. */
  @WithDefault("5")
  @Min(1) @Max(100) int attempts();

  /** Longest pause before the second attempt; the limit doubles with every further one. */
  @WithDefault("100ms")
  Duration firstPause();

  /** Longest pause of all. */
  @WithDefault("5s")
  Duration longestPause();

  /** Time after which a use of a blob counts half when the cache chooses what to evict. */
  @WithDefault("24h")
  Duration halfLife();
}
