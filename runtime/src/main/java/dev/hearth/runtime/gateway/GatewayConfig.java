package dev.hearth.runtime.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the gateway. */
@ConfigMapping(prefix = "hearth.gateway")
public interface GatewayConfig {
  /** Largest body of a call; larger files are uploaded first. */
  @WithDefault("48M")
  MemorySize maxBody();

  /**
   * Partial outputs that wait for the reader of one stream; beyond that the oldest are left out.
   */
  @WithDefault("4M")
  MemorySize streamBuffer();

  /** How long a reader of events may take to read one; then it counts as gone. */
  @WithDefault("30s")
  Duration readerPatience();

  /** How long a stream of events may be silent before a comment shows that it lives. */
  @WithDefault("10s")
  Duration pingInterval();
}
