package dev.hearth.coldstart.cache;

import dev.hearth.coldstart.blobstore.S3BlobStore;
import dev.hearth.coldstart.blobstore.S3Credentials;
import dev.hearth.coldstart.blobstore.S3Settings;
import dev.hearth.sdk.blob.BlobDigest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;

/** A process that fetches one blob, one chunk after the other, to be killed while it does. */
final class CacheProcess {
  private CacheProcess() {}

  /** Folder, endpoint, bucket, access key, secret key, digest. */
  public static void main(String[] arguments) throws Exception {
    var settings =
        new CacheSettings(
            Path.of(arguments[0]),
            1L << 30,
            1,
            1,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofHours(1));
    var s3 =
        new S3Settings(
            URI.create(arguments[1]),
            arguments[2],
            "us-east-1",
            true,
            new S3Credentials(arguments[3], arguments[4]),
            Duration.ofMinutes(10),
            4);
    try (var store = new S3BlobStore(s3);
        var cache = BlobCache.open(settings, store, Clock.systemUTC(), new SplittableRandom(1));
        var lease = cache.open(new BlobDigest(arguments[5]))) {
      System.out.println(lease.file());
    }
  }
}
