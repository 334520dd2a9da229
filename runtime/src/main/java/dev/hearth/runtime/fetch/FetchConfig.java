package dev.hearth.runtime.fetch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Bounds of the guarded fetcher. */
@ConfigMapping(prefix = "hearth.fetch")
public interface FetchConfig {
  /**
   * Origins ({@code http://host:port}) that may be reached although their addresses are private.
   */
  Optional<List<String>> allowedOrigins();

  /** Longest file. */
  @WithDefault("64M")
  MemorySize maxBytes();

  /** Longest time for a file, redirects included. */
  @WithDefault("30s")
  Duration timeout();

  /** Longest time to connect, and between two bytes. */
  @WithDefault("10s")
  Duration idleTimeout();

  /** Redirects that are followed. */
  @WithDefault("5")
  @Min(0) @Max(20) int maxRedirects();
}
