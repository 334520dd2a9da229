package dev.hearth.marketplace.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals values: AES-256-GCM, with account and name as associated data, so that a sealed value opens
 * in its own row only. Sealed is {@code nonce (12) | ciphertext and tag (16)}; nonces are random:
 * NIST SP 800-38D §8.3 allows 2^32 of them per key. Thread-safe.
 */
final class SecretSeal {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SealingKeys keys;
  private final SecureRandom random;

  SecretSeal(SealingKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /**
   * A value at rest.
   *
   * @param keyId of the key that opens it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sealed(String keyId, byte[] bytes) {}

  /** Which row a value belongs to. */
  record Place(UUID accountId, String name) {
    private byte[] bytes() {
      return (accountId + "/" + name).getBytes(StandardCharsets.US_ASCII);
    }
  }

  Sealed seal(Place place, String value) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    SecretKeySpec key = keys.find(keys.newest()).orElseThrow();
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, key, nonce, place)
              .doFinal(value.getBytes(StandardCharsets.UTF_8));
      return new Sealed(
          keys.newest(),
          ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK can't seal with AES-256-GCM", e);
    }
  }

  /** The value; empty if its key is gone, or it isn't what was sealed there. */
  Optional<String> open(Place place, Sealed sealed) {
    Optional<SecretKeySpec> key = keys.find(sealed.keyId());
    if (key.isEmpty() || sealed.bytes().length < NONCE_BYTES + TAG_BITS / 8) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(sealed.bytes());
    byte[] nonce = new byte[NONCE_BYTES];
    in.get(nonce);
    byte[] content = new byte[in.remaining()];
    in.get(content);
    try {
      byte[] value = cipher(Cipher.DECRYPT_MODE, key.get(), nonce, place).doFinal(content);
      return Optional.of(new String(value, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException _) {
      // Changed, moved, or sealed with another key of that id: not what its owner set.
      return Optional.empty();
    }
  }

  /** Whether it is sealed with a key that isn't the newest. */
  boolean isOld(Sealed sealed) {
    return !sealed.keyId().equals(keys.newest());
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, Place place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.bytes());
    return cipher;
  }
}
