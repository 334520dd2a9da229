package dev.hearth.runtime.sandbox;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.BlobStores;
import dev.hearth.coldstart.cache.BlobCache;
import dev.hearth.coldstart.cache.BlobLease;
import dev.hearth.coldstart.cache.CacheSettings;
import dev.hearth.coldstart.cache.CacheStatus;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** The blob store that the configuration names, behind this node's cache. */
final class FunctionBlobs implements AutoCloseable {
  private final BlobStore store;
  private final BlobCache cache;

  private FunctionBlobs(BlobStore store, BlobCache cache) {
    this.store = store;
    this.cache = cache;
  }

  /**
   * Opens store and cache.
   *
   * @param transientFolder for what the cache remembers, where it has no folder of its own
   */
  static FunctionBlobs open(BlobsConfig blobs, CacheConfig cache, Path transientFolder)
      throws IOException {
    BlobStore store = BlobStores.open(blobs);
    try {
      var settings =
          new CacheSettings(
              folder(blobs, cache, transientFolder),
              cache.quota().asLongValue(),
              cache.parallelReads(),
              cache.attempts(),
              cache.firstPause(),
              cache.longestPause(),
              cache.halfLife());
      return new FunctionBlobs(
          store, BlobCache.open(settings, store, Clock.systemUTC(), new SecureRandom()));
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Path folder(BlobsConfig blobs, CacheConfig cache, Path transientFolder) {
    if (blobs.s3().bucket().isPresent() && cache.directory().isEmpty()) {
      throw new IllegalStateException(
          "hearth.blobs.s3.bucket is set, so hearth.cache.directory must be");
    }
    return cache.directory().orElse(transientFolder).toAbsolutePath();
  }

  BlobLease open(BlobDigest digest) throws IOException {
    return cache.open(digest);
  }

  /** Stores a file, if the store lacks it. */
  BlobDigest put(Path file) throws IOException {
    BlobDigest digest = BlobDigest.of(file);
    try (InputStream content = Files.newInputStream(file)) {
      long _ = store.put(digest, content, Files.size(file));
    }
    return digest;
  }

  CacheStatus status() {
    return cache.status();
  }

  /** Ends downloads. */
  @Override
  public void close() throws IOException {
    cache.close();
    store.close();
  }
}
