package dev.hearth.marketplace.limit;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of what one request may bring. */
@StaticInitSafe
@ConfigMapping(prefix = "hearth.http")
public interface HttpLimitsConfig {
  /** Largest body of a request that uploads no blob; it is held in memory. */
  @WithDefault("8M")
  MemorySize maxBodySize();
}
