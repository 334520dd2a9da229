package dev.hearth.coldstart.cache;

import dev.hearth.sdk.blob.BlobDigest;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A blob as the index knows it. Guarded by the index's lock. */
final class Entry {
  final BlobDigest digest;

  /** What it takes of the quota: 0 for a file of the store, all of an unfinished blob. */
  long bytes;

  Worth worth;
  int leases;

  /** Gives the file; null if nobody has asked for it since an earlier process left a part. */
  @Nullable CompletableFuture<Path> ready;

  Entry(BlobDigest digest, Worth worth) {
    this.digest = digest;
    this.worth = worth;
  }

  /** Whether it is being verified or fetched. */
  boolean underWay() {
    return ready != null && !ready.isDone();
  }

  /** Whether there is a file to give. */
  boolean whole() {
    return ready != null && ready.isDone() && !ready.isCompletedExceptionally();
  }

  /** Whether it must stay. */
  boolean pinned() {
    return leases > 0 || underWay();
  }
}
