package dev.hearth.marketplace.listing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where callers reach this installation. */
@ConfigMapping(prefix = "hearth.public")
public interface PublicConfig {
  /** Origin of the API that runs functions. */
  @WithDefault("http://127.0.0.1:8080")
  URI apiUrl();

  /** Origin of the console and of {@code /v1}. */
  @WithDefault("http://127.0.0.1:8081")
  URI consoleUrl();
}
