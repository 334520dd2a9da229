package dev.hearth.marketplace.blob;

import dev.hearth.coldstart.blobstore.S3Settings;
import dev.hearth.coldstart.s3.S3Server;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.UUID;

/** A bucket of a real S3 in the place of the blob folder. */
public final class S3Blobs implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    S3Settings bucket =
        S3Server.shared(S3Server.Kind.S3PROXY).newBucket("market-" + UUID.randomUUID());
    return Map.of(
        "hearth.blobs.directory",
        "",
        "hearth.blobs.s3.endpoint",
        String.valueOf(bucket.endpoint()),
        "hearth.blobs.s3.bucket",
        bucket.bucket(),
        "hearth.blobs.s3.access-key",
        bucket.credentials().accessKey(),
        "hearth.blobs.s3.secret-key",
        bucket.credentials().secretKey(),
        "hearth.blobs.s3.path-style",
        "true");
  }

  /** After the installation's. */
  @Override
  public int order() {
    return 1;
  }

  @Override
  public void stop() {}
}
