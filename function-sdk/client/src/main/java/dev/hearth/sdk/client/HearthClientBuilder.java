package dev.hearth.sdk.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Describes a {@link HearthClient}. */
public final class HearthClientBuilder {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private @Nullable URI api;
  private @Nullable String key;
  private @Nullable SSLContext trust;
  private int mostRetries = Integer.MAX_VALUE;
  private Backoff backoff = new Backoff(RandomGenerator.getDefault(), Thread::sleep);

  HearthClientBuilder() {}

  /** Where the installation's API is, e.g. {@code http://127.0.0.1:8080}. */
  public HearthClientBuilder api(URI origin) {
    boolean web = "http".equals(origin.getScheme()) || "https".equals(origin.getScheme());
    if (!web || origin.getHost() == null || origin.getRawQuery() != null) {
      throw new IllegalArgumentException(origin + " is not an origin such as https://example.com");
    }
    this.api = origin;
    return this;
  }

  /** The key, of the form {@code id:secret}. */
  public HearthClientBuilder key(String idAndSecret) {
    if (!idAndSecret.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException("a key has visible ASCII characters only");
    }
    this.key = idAndSecret;
    return this;
  }

  /**
   * Takes what isn't set yet from the environment: the key from {@code HEARTH_KEY}, else {@code
   * FAL_KEY}, else {@code FAL_KEY_ID} and {@code FAL_KEY_SECRET}; the API from {@code HEARTH_API}.
   */
  public HearthClientBuilder fromEnvironment() {
    return from(System.getenv());
  }

  HearthClientBuilder from(Map<String, String> environment) {
    String origin = environment.get("HEARTH_API");
    if (api == null && origin != null) {
      api(URI.create(origin));
    }
    String found = keyIn(environment);
    if (key == null && found != null) {
      key(found);
    }
    return this;
  }

  private static @Nullable String keyIn(Map<String, String> environment) {
    for (String name : new String[] {"HEARTH_KEY", "FAL_KEY"}) {
      String whole = environment.get(name);
      if (whole != null) {
        return whole;
      }
    }
    String id = environment.get("FAL_KEY_ID");
    String secret = environment.get("FAL_KEY_SECRET");
    return id == null || secret == null ? null : id + ":" + secret;
  }

  /** Whose certificates are trusted, for an installation with an authority of its own. */
  public HearthClientBuilder trust(SSLContext context) {
    this.trust = context;
    return this;
  }

  /** How often a request is sent again at most; else as often as fal's clients do. */
  public HearthClientBuilder maxRetries(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("maxRetries is " + most);
    }
    this.mostRetries = most;
    return this;
  }

  HearthClientBuilder backoff(Backoff backoff) {
    this.backoff = backoff;
    return this;
  }

  /** The client, which the caller closes. */
  public HearthClient build() {
    if (api == null) {
      throw new IllegalStateException("no API: set api, or HEARTH_API in the environment");
    }
    if (key == null) {
      throw new IllegalStateException("no key: set key, or HEARTH_KEY in the environment");
    }
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    if (trust != null) {
      http.sslContext(trust);
    }
    return new HearthClient(new Transport(api, key, mostRetries, http.build(), backoff));
  }
}
