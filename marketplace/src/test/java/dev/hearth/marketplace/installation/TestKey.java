package dev.hearth.marketplace.installation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keys of the accounts that the test installation's bootstrap file names. */
public enum TestKey {
  HEARTH("1", "creator", 0),
  RIVAL("2", "creator", 0),
  DEVELOPER("3", "developer", 20_000_000_000L),
  PAUPER("4", "developer", 0),
  PLATFORM("5", "admin", 0);

  private final String digit;
  private final String role;
  private final long creditNanos;

  TestKey(String digit, String role, long creditNanos) {
    this.digit = digit;
    this.role = role;
    this.creditNanos = creditNanos;
  }

  public String account() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public String keyId() {
    return "00000000-0000-4000-8000-00000000000" + digit;
  }

  public String secret() {
    return digit.repeat(64);
  }

  public String secretSha256() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(secret().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of the {@code Authorization} header. */
  public String header() {
    return "Key " + keyId() + ":" + secret();
  }

  String bootstrapJson() {
    return """
    {"name":"%s","role":"%s","credit_nanos":%d,"key_id":"%s","key_sha256":"%s"}\
    """
        .formatted(account(), role, creditNanos, keyId(), secretSha256());
  }
}
