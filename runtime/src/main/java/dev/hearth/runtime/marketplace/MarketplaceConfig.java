package dev.hearth.runtime.marketplace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the marketplace is. */
@ConfigMapping(prefix = "hearth.marketplace")
public interface MarketplaceConfig {
  /** Base URL of its internal listener. */
  @WithDefault("http://127.0.0.1:8082")
  URI url();

  /** Longest time for an answer. */
  @WithDefault("5s")
  Duration timeout();
}
