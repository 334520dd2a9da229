package dev.hearth.marketplace.console.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where the world finds this installation. */
@ConfigMapping(prefix = "hearth.public")
public interface PublicConfig {
  /** Origin of the API, without a slash at its end. */
  @WithDefault("http://127.0.0.1:8081")
  URI apiUrl();

  /** Origin of the console, without a slash at its end. */
  @WithDefault("http://127.0.0.1:8080")
  URI consoleUrl();

  /** The API's address as text to which paths are appended. */
  default String api() {
    String text = apiUrl().toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Whether browsers reach the console over TLS. */
  default boolean secure() {
    return "https".equalsIgnoreCase(consoleUrl().getScheme());
  }
}
