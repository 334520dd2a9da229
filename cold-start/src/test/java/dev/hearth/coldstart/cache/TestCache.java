package dev.hearth.coldstart.cache;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** How the tests open caches. */
final class TestCache {
  static final int CHUNK = BlobDigest.CHUNK_BYTES;
  static final int ATTEMPTS = 4;
  static final Duration HALF_LIFE = Duration.ofHours(1);

  /** Pauses that caches wanted to make, instead of making them. */
  static final List<Duration> NO_PAUSES = new CopyOnWriteArrayList<>();

  private TestCache() {}

  static CacheSettings settings(Path folder, long quotaBytes) {
    return new CacheSettings(
        folder, quotaBytes, 4, ATTEMPTS, Duration.ofMillis(100), Duration.ofMillis(250), HALF_LIFE);
  }

  static BlobCache open(CacheSettings settings, BlobStore store, Clock clock, List<Duration> pauses)
      throws IOException {
    var random = new SplittableRandom(7);
    return BlobCache.open(settings, store, clock, new Backoff(settings, random, pauses::add));
  }

  static BlobCache open(Path folder, long quotaBytes, BlobStore store) throws IOException {
    return open(settings(folder, quotaBytes), store, Clock.systemUTC(), NO_PAUSES);
  }

  static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }
}
