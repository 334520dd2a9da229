package dev.hearth.sdk.cli.connection;

import dev.hearth.sdk.client.HearthClient;
import dev.hearth.sdk.client.HearthClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go and whose they are.
 *
 * @param key {@code id:secret}
 * @param ca certificate of a CA that is trusted beside the JDK's; null for none
 */
public record Connection(URI api, URI console, String key, @Nullable Path ca) {
  /** A connection that trusts what the JDK trusts. */
  public Connection(URI api, URI console, String key) {
    this(api, console, key, null);
  }

  /** A client for calls, which its user closes. */
  public HearthClient client() {
    HearthClientBuilder builder = HearthClient.builder().api(api).key(key);
    return ca == null ? builder.build() : builder.trust(LocalTrust.with(ca)).build();
  }

  /** Without the secret, so that no message shows it. */
  @Override
  public String toString() {
    return "Connection[api=" + api + ", console=" + console + "]";
  }
}
