package dev.hearth.runtime.aot;

import dev.hearth.coldstart.aot.AotKey;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Which class caches exist, and who makes one. Shared by all nodes. Thread-safe; blocks. */
public interface ClassCacheIndex {
  /** Failures after which a cache isn't tried any more. */
  int MAX_FAILURES = 3;

  /** The cache with that key. */
  Optional<BlobDigest> find(AotKey key) throws IOException;

  /**
   * Takes it upon this node to make a cache; false when it exists, when another node is at it, or
   * when it failed too often.
   *
   * @param function {@code owner/name}, for people
   * @param term after which another node may claim it
   */
  boolean claim(AotKey key, String function, Duration term) throws IOException;

  /** A cache that was claimed is made. */
  void made(AotKey key, BlobDigest blob) throws IOException;

  /** A cache that was claimed can't be made. */
  void failed(AotKey key) throws IOException;

  /** A cache was no use to a worker: it is forgotten, and may be made again. */
  void unfit(AotKey key, BlobDigest blob) throws IOException;

  /** A claim is given back as if it had never been. */
  void abandon(AotKey key) throws IOException;
}
