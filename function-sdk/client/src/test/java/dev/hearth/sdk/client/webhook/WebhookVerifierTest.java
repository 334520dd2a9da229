package dev.hearth.sdk.client.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookVerifierTest {
  private static final Clock NOW =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
  private static final byte[] BODY =
      "{\"request_id\":\"r1\",\"status\":\"OK\",\"payload\":{\"n\":1}}"
          .getBytes(StandardCharsets.UTF_8);

  private final KeyPair pair = pair();
  private final WebhookVerifier verifier = WebhookVerifier.ofKeySet(jwks(pair), NOW);

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The last 32 bytes of the X.509 form are the key itself. */
  private static String jwks(KeyPair... pairs) {
    List<String> keys =
        Arrays.stream(pairs)
            .map(
                pair -> {
                  byte[] x509 = pair.getPublic().getEncoded();
                  byte[] raw = Arrays.copyOfRange(x509, x509.length - 32, x509.length);
                  return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"}"
                      .formatted(Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
                })
            .toList();
    return "{\"keys\":" + keys + "}";
  }

  private static String hash(byte[] body) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
  }

  private Map<String, List<String>> signed(long second, byte[] body) throws Exception {
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initSign(pair.getPrivate());
    ed25519.update(("r1\nu1\n" + second + "\n" + hash(body)).getBytes(StandardCharsets.UTF_8));
    var headers = new HashMap<String, List<String>>();
    headers.put("X-Fal-Webhook-Request-Id", List.of("r1"));
    headers.put("X-Fal-Webhook-User-Id", List.of("u1"));
    headers.put("X-Fal-Webhook-Timestamp", List.of(Long.toString(second)));
    headers.put("X-Fal-Webhook-Signature", List.of(HexFormat.of().formatHex(ed25519.sign())));
    return headers;
  }

  private Map<String, List<String>> signed() throws Exception {
    return signed(NOW.instant().getEpochSecond(), BODY);
  }

  private void assertRejected(Map<String, List<String>> headers, byte[] body) {
    assertThrows(WebhookRejectedException.class, () -> verifier.verify(headers, body));
  }

  @Test
  void aGenuineMessageIsRead() throws Exception {
    Webhook webhook = verifier.verify(signed(), BODY);
    assertEquals("r1", webhook.requestId());
    assertTrue(webhook.succeeded());
    assertEquals("{\"n\":1}", webhook.payload().print());
    assertEquals("", webhook.error());
  }

  @Test
  void failuresAndLostPayloadsAreReadToo() throws Exception {
    long now = NOW.instant().getEpochSecond();
    byte[] failed =
        "{\"request_id\":\"r1\",\"status\":\"ERROR\",\"error\":\"422\",\"payload\":{\"detail\":[]}}"
            .getBytes(StandardCharsets.UTF_8);
    Webhook webhook = verifier.verify(signed(now, failed), failed);
    assertFalse(webhook.succeeded());
    assertEquals("422", webhook.error());
    byte[] lost =
        "{\"request_id\":\"r1\",\"status\":\"OK\",\"payload\":null,\"payload_error\":\"big\"}"
            .getBytes(StandardCharsets.UTF_8);
    assertEquals("big", verifier.verify(signed(now, lost), lost).error());
  }

  @Test
  void anyOfTheKeysWillDo() throws Exception {
    var many = WebhookVerifier.ofKeySet(jwks(pair(), pair, pair()), NOW);
    assertEquals("r1", many.verify(signed(), BODY).requestId());
    var others = WebhookVerifier.ofKeySet(jwks(pair(), pair()), NOW);
    var headers = signed();
    assertThrows(WebhookRejectedException.class, () -> others.verify(headers, BODY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Request-Id", "User-Id", "Timestamp", "Signature"})
  void eachHeaderCounts(String name) throws Exception {
    String header = "X-Fal-Webhook-" + name;
    var missing = signed();
    missing.remove(header);
    assertRejected(missing, BODY);
    var twice = signed();
    twice.put(header.toLowerCase(java.util.Locale.ROOT), List.of("1"));
    assertRejected(twice, BODY);
    for (String forged : List.of("", "1800000001", "00", "xyz", "r1\nu1", "-1", "9".repeat(40))) {
      var changed = signed();
      changed.put(header, List.of(forged));
      assertRejected(changed, BODY);
    }
  }

  @Test
  void everyByteOfTheBodyCounts() throws Exception {
    var headers = signed();
    for (int i = 0; i < BODY.length; i++) {
      byte[] changed = BODY.clone();
      changed[i] ^= 1;
      assertRejected(headers, changed);
    }
    assertRejected(headers, new byte[0]);
  }

  @Test
  void oldAndFutureMessagesAreRejectedByTheirTime() throws Exception {
    long now = NOW.instant().getEpochSecond();
    for (long second : new long[] {now - 300, now + 300}) {
      assertEquals("r1", verifier.verify(signed(second, BODY), BODY).requestId());
    }
    for (long second : new long[] {now - 301, now + 301, 0}) {
      assertRejected(signed(second, BODY), BODY);
    }
    var patient = verifier.tolerating(Duration.ofHours(1));
    assertEquals("r1", patient.verify(signed(now - 3000, BODY), BODY).requestId());
  }

  @Test
  void whatIsSignedButNoWebhookIsRejected() throws Exception {
    byte[] other = "[]".getBytes(StandardCharsets.UTF_8);
    assertRejected(signed(NOW.instant().getEpochSecond(), other), other);
  }

  @Test
  void otherKeysOfASetArePassedOver() throws Exception {
    String mixed = jwks(pair).replace("[", "[{\"kty\":\"RSA\",\"n\":\"x\"},");
    assertEquals("r1", WebhookVerifier.ofKeySet(mixed, NOW).verify(signed(), BODY).requestId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"keys\":[]}",
        "{\"keys\":[7]}",
        "{\"keys\":[{\"kty\":\"RSA\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"!\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}]}"
      })
  void whatIsNoKeySetIsRefused(String jwks) {
    assertThrows(IllegalArgumentException.class, () -> WebhookVerifier.ofKeySet(jwks, NOW));
  }
}
