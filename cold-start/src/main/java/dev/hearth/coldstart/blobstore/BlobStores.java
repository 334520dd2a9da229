package dev.hearth.coldstart.blobstore;

import java.io.IOException;
import java.util.Optional;

/** Opens the blob store that a configuration names. */
public final class BlobStores {
  private BlobStores() {}

  /** Whether the configuration names a store. */
  public static boolean configured(BlobStoreKeys keys) {
    return keys.directory().isPresent() || keys.s3().bucket().isPresent();
  }

  /**
   * Opens the store, which the caller closes.
   *
   * @throws IllegalStateException if the configuration names no store or two, or a bucket without
   *     its key pair
   */
  public static BlobStore open(BlobStoreKeys keys) throws IOException {
    Optional<String> bucket = keys.s3().bucket();
    if (keys.directory().isPresent() && bucket.isPresent()) {
      throw new IllegalStateException(
          "hearth.blobs.directory and hearth.blobs.s3.bucket are both set");
    }
    if (bucket.isPresent()) {
      return new S3BlobStore(settings(keys.s3(), bucket.get()));
    }
    return new FolderBlobStore(
        keys.directory()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "neither hearth.blobs.directory nor hearth.blobs.s3.bucket is set")));
  }

  private static S3Settings settings(BlobStoreKeys.S3 s3, String bucket) {
    return new S3Settings(
        s3.endpoint().orElse(null),
        bucket,
        s3.region(),
        s3.pathStyle(),
        new S3Credentials(
            required(s3.accessKey(), "access-key"), required(s3.secretKey(), "secret-key")),
        s3.stallTimeout(),
        s3.maxConnections());
  }

  private static String required(Optional<String> value, String key) {
    return value.orElseThrow(
        () ->
            new IllegalStateException(
                "hearth.blobs.s3.bucket is set, so hearth.blobs.s3." + key + " must be"));
  }
}
