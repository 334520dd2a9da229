package dev.hearth.marketplace.console.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a text until a given time: AES-256-GCM, its purpose and expiry bound as associated data.
 * Thread-safe.
 *
 * <p>A seal is base64url of {@code expiry (8 bytes, epoch seconds) | nonce (12) | ciphertext and
 * tag (16)}. Nonces are random: NIST SP 800-38D §8.3 allows 2^32 of them per key.
 */
final class Seal {
  static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD_BYTES = Long.BYTES + NONCE_BYTES;
  private static final int MAX_CHARACTERS = 4_096;

  private final SecretKeySpec key;
  private final SecureRandom random;
  private final Clock clock;

  Seal(byte[] key, SecureRandom random, Clock clock) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "the console's secret has %d bytes, needed are %d".formatted(key.length, KEY_BYTES));
    }
    this.key = new SecretKeySpec(key, "AES");
    this.random = random;
    this.clock = clock;
  }

  String seal(String purpose, String text, Instant expiry) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    long seconds = expiry.getEpochSecond();
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, purpose, seconds);
      byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
      ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + sealed.length);
      out.putLong(seconds).put(nonce).put(sealed);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK can't seal with AES-256-GCM", e);
    }
  }

  /** The sealed text; empty when the seal is broken, expired or for another purpose. */
  Optional<String> open(String purpose, String seal) {
    if (seal.length() > MAX_CHARACTERS) {
      return Optional.empty();
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(seal));
      if (in.remaining() < HEAD_BYTES + TAG_BITS / 8) {
        return Optional.empty();
      }
      long seconds = in.getLong();
      if (seconds <= clock.instant().getEpochSecond()) {
        return Optional.empty();
      }
      byte[] nonce = new byte[NONCE_BYTES];
      in.get(nonce);
      byte[] sealed = new byte[in.remaining()];
      in.get(sealed);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, purpose, seconds);
      return Optional.of(new String(cipher.doFinal(sealed), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | GeneralSecurityException _) {
      // Whoever sends a broken seal is anonymous, and learns nothing about why.
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String purpose, long seconds)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
    cipher.updateAAD(
        ByteBuffer.allocate(name.length + Long.BYTES).put(name).putLong(seconds).array());
    return cipher;
  }
}
