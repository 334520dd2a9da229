package dev.hearth.runtime.egress;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Bounds of what workers exchange with the hosts that their functions declare. */
@ConfigMapping(prefix = "hearth.egress")
public interface EgressConfig {
  /**
   * Hosts ({@code name:port}) that a function which declares them reaches although their addresses
   * are private.
   */
  Optional<List<String>> privateHosts();

  /** Most connections of one worker at once. */
  @WithDefault("32")
  @Min(1) @Max(1_000) int maxConnections();

  /** Most bytes of one connection, both ways together. */
  @WithDefault("1G")
  MemorySize maxBytes();

  /** Longest time to resolve a name and to connect. */
  @WithDefault("10s")
  Duration connectTimeout();

  /** How long a connection may be silent. */
  @WithDefault("60s")
  Duration idleTimeout();

  /** Longest life of a connection. */
  @WithDefault("15m")
  Duration maxDuration();
}
