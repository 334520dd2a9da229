package dev.hearth.coldstart.blobstore;

/** A key pair that the bucket's policy lets read, write, list and abort uploads. */
public record S3Credentials(String accessKey, String secretKey) {
  public S3Credentials {
    if (accessKey.isBlank() || secretKey.isBlank()) {
      throw new IllegalArgumentException("S3 needs an access key and a secret key");
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "S3Credentials[" + accessKey + "]";
  }
}
