package dev.hearth.marketplace.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * An API key as its holder knows it.
 *
 * @param secret 64 hexadecimal digits
 */
record KeySecret(UUID keyId, String secret) {
  private static final int SECRET_BYTES = 32;

  static KeySecret random(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new KeySecret(UUID.randomUUID(), HexFormat.of().formatHex(secret));
  }

  /** Reads {@code id:secret}; empty when the text can't be a key. */
  static Optional<KeySecret> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String secret = text.substring(colon + 1);
    return keyId(text.substring(0, colon)).map(id -> new KeySecret(id, secret));
  }

  /** Reads a key's id; empty when the text can't be one. */
  static Optional<UUID> keyId(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** What is stored: the SHA-256 of the secret's text. */
  byte[] secretSha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** {@code id:secret}. */
  String text() {
    return keyId + ":" + secret;
  }

  /** Without the secret, so that no log has it. */
  @Override
  public String toString() {
    return "KeySecret[" + keyId + "]";
  }
}
