package dev.hearth.sdk.client.webhook;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The Ed25519 keys of a JSON Web Key Set. */
final class KeySet {
  /** What stands before the key itself in its X.509 form (RFC 8410 §4, §10.1). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int KEY_BYTES = 32;

  private KeySet() {}

  static List<PublicKey> parse(JsonObject set) {
    List<PublicKey> keys = new ArrayList<>();
    for (Json entry : set.require("keys").asArray()) {
      JsonObject key = entry.asObject();
      if (is(key, "kty", "OKP") && is(key, "crv", "Ed25519")) {
        keys.add(key(key.string("x")));
      }
    }
    return keys;
  }

  private static boolean is(JsonObject key, String member, String value) {
    return key.get(member).filter(Json.of(value)::equals).isPresent();
  }

  private static PublicKey key(String base64) {
    try {
      byte[] raw = Base64.getUrlDecoder().decode(base64);
      if (raw.length != KEY_BYTES) {
        throw new JsonException("an Ed25519 key has 32 bytes, this one " + raw.length);
      }
      byte[] encoded = ByteBuffer.allocate(X509.length + KEY_BYTES).put(X509).put(raw).array();
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new JsonException("x is no Ed25519 key", e);
    }
  }
}
