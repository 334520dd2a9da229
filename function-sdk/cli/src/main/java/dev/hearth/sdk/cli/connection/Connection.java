package dev.hearth.sdk.cli.connection;

import java.net.URI;

/**
 * Where requests go and whose they are.
 *
 * @param key {@code id:secret}
 */
public record Connection(URI api, URI console, String key) {
  /** Without the secret, so that no message shows it. */
  @Override
  public String toString() {
    return "Connection[api=" + api + ", console=" + console + "]";
  }
}
