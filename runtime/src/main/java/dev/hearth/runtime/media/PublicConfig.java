package dev.hearth.runtime.media;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The origins under which people reach this installation. */
@ConfigMapping(prefix = "hearth.public")
public interface PublicConfig {
  /** Origin of the API, without trailing slash. */
  @WithDefault("http://127.0.0.1:8080")
  String apiUrl();

  /** Further origins under which the API is reached, now or before. */
  Optional<List<String>> apiAliases();

  /** Origin of the console, if it is known here. */
  Optional<String> consoleUrl();
}
