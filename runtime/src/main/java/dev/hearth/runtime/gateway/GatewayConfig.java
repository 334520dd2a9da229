package dev.hearth.runtime.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the gateway. */
@ConfigMapping(prefix = "hearth.gateway")
public interface GatewayConfig {
  /** Largest body of a call; larger files are uploaded first. */
  @WithDefault("48M")
  MemorySize maxBody();
}
