package dev.hearth.sdk.client.webhook;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Checks who sent a webhook: an Ed25519 signature (RFC 8032) over the request's id, the user's id,
 * the time and the SHA-256 of the body, by one of the installation's published keys. Thread-safe.
 *
 * <pre>{@code
 * var verifier = WebhookVerifier.ofKeySet(jwks, Clock.systemUTC());
 * Webhook webhook = verifier.verify(headers, bodyAsItCame);
 * }</pre>
 *
 * <p>Give it the body's bytes as they came: JSON that was parsed and printed again has another
 * hash. Fetch the key set again at least every 24 hours, and when a message is rejected.
 */
public final class WebhookVerifier {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String PREFIX = "x-fal-webhook-";

  private final List<PublicKey> keys;
  private final Clock clock;
  private final Duration tolerance;

  private WebhookVerifier(List<PublicKey> keys, Clock clock, Duration tolerance) {
    this.keys = List.copyOf(keys);
    this.clock = clock;
    this.tolerance = tolerance;
  }

  /**
   * By a JSON Web Key Set (RFC 7517) with Ed25519 keys (RFC 8037); keys of other kinds in it are
   * passed over.
   *
   * @throws IllegalArgumentException if it isn't one, or has no such key
   */
  public static WebhookVerifier ofKeySet(String jwks, Clock clock) {
    List<PublicKey> keys;
    try {
      keys = KeySet.parse(Json.parseObject(jwks));
    } catch (JsonException e) {
      throw new IllegalArgumentException("no JSON Web Key Set: " + e.getMessage(), e);
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("the key set has no Ed25519 key");
    }
    return ofKeys(keys, clock);
  }

  /** By Ed25519 keys. */
  public static WebhookVerifier ofKeys(List<PublicKey> keys, Clock clock) {
    return new WebhookVerifier(keys, clock, TOLERANCE);
  }

  /**
   * The same, taking messages whose time differs from the clock's by up to this; else 5 minutes.
   */
  public WebhookVerifier tolerating(Duration difference) {
    return new WebhookVerifier(keys, clock, difference);
  }

  /**
   * Reads a message if it is genuine.
   *
   * @param headers of the HTTP request, whatever the case of their names
   * @param body the bytes as they came
   */
  public Webhook verify(Map<String, List<String>> headers, byte[] body)
      throws WebhookRejectedException {
    String requestId = header(headers, "request-id");
    String userId = header(headers, "user-id");
    String timestamp = header(headers, "timestamp");
    byte[] signature = signature(header(headers, "signature"));
    requireNow(timestamp);
    String signed =
        String.join("\n", requestId, userId, timestamp, HexFormat.of().formatHex(sha256(body)));
    requireSigned(signed.getBytes(StandardCharsets.UTF_8), signature);
    try {
      return Webhook.of(Json.parseObject(new String(body, StandardCharsets.UTF_8)));
    } catch (JsonException e) {
      throw new WebhookRejectedException("the message is signed, but no webhook's", e);
    }
  }

  private static String header(Map<String, List<String>> headers, String name)
      throws WebhookRejectedException {
    List<String> values =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(PREFIX + name))
            .flatMap(header -> header.getValue().stream())
            .toList();
    if (values.size() != 1 || values.getFirst().indexOf('\n') >= 0) {
      throw new WebhookRejectedException(PREFIX + name + " isn't there once");
    }
    return values.getFirst();
  }

  private static byte[] signature(String hex) throws WebhookRejectedException {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw new WebhookRejectedException("the signature isn't in hexadecimal digits", e);
    }
  }

  private void requireNow(String timestamp) throws WebhookRejectedException {
    if (!timestamp.matches("[0-9]{1,12}")) {
      throw new WebhookRejectedException("the time \"" + timestamp + "\" is no number of seconds");
    }
    Duration off = Duration.ofSeconds(Long.parseLong(timestamp) - clock.instant().getEpochSecond());
    if (off.abs().compareTo(tolerance) > 0) {
      throw new WebhookRejectedException("the message's time is off by " + off);
    }
  }

  private void requireSigned(byte[] message, byte[] signature) throws WebhookRejectedException {
    for (PublicKey key : keys) {
      if (signs(key, message, signature)) {
        return;
      }
    }
    throw new WebhookRejectedException("none of the known keys made the signature");
  }

  private static boolean signs(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(message);
      return ed25519.verify(signature);
    } catch (SignatureException e) {
      // Not even of a signature's form.
      return false;
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("no Ed25519 key: " + key.getAlgorithm(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
