package dev.hearth.marketplace.blob;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.FolderBlobStore;
import dev.hearth.coldstart.blobstore.S3BlobStore;
import dev.hearth.coldstart.blobstore.S3Credentials;
import dev.hearth.coldstart.blobstore.S3Settings;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/** Opens the blob store that the configuration names. */
final class BlobStoreProducer {
  @Startup
  @Produces
  @Singleton
  BlobStore blobStore(BlobsConfig config) throws IOException {
    Optional<String> bucket = config.s3().bucket();
    if (config.directory().isPresent() == bucket.isPresent()) {
      throw new IllegalStateException(
          "one of hearth.blobs.directory and hearth.blobs.s3.bucket has to be set, and not both");
    }
    return config.directory().isPresent()
        ? new FolderBlobStore(config.directory().get())
        : new S3BlobStore(settings(config.s3(), bucket.orElseThrow()));
  }

  private static S3Settings settings(BlobsConfig.S3 s3, String bucket) {
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

  void close(@Disposes BlobStore store) {
    store.close();
  }
}
