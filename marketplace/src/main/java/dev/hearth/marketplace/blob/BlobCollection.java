package dev.hearth.marketplace.blob;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.sdk.blob.BlobDigest;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Deletes blobs that no version names. Two things keep it from what is needed: a blob that anybody
 * stored, began to store or was told of lately is left alone, so that a deploy may take its time;
 * and its row is held while it is deleted, so that whoever comes meanwhile waits and stores it
 * anew. Several marketplaces may do this at once.
 */
@Singleton
class BlobCollection {
  private static final Logger LOG = Logger.getLogger(BlobCollection.class);

  /** Blobs of one run; what is left is for the next. */
  private static final int MOST = 1_000;

  private final Jdbi jdbi;
  private final BlobStore store;
  private final BlobRows rows;
  private final BlobsConfig config;

  BlobCollection(Jdbi jdbi, BlobStore store, BlobRows rows, BlobsConfig config) {
    this.jdbi = jdbi;
    this.store = store;
    this.rows = rows;
    this.config = config;
  }

  /** Collects up to a bounded number of blobs. */
  @Scheduled(
      every = "1h",
      delayed = "10m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void collect() throws IOException {
    List<BlobDigest> unnamed =
        jdbi.withHandle(handle -> rows.unnamed(handle, config.collectAfter(), MOST));
    int collected = 0;
    for (BlobDigest digest : unnamed) {
      if (collect(digest)) {
        collected++;
      }
    }
    if (collected > 0) {
      LOG.infof("blobs collected, count=%d", collected);
    }
  }

  /** The bytes go first: a row without bytes is noticed, bytes without a row never are. */
  private boolean collect(BlobDigest digest) throws IOException {
    return jdbi.inTransaction(
        handle -> {
          if (!rows.lockUnnamed(handle, digest, config.collectAfter())) {
            return false;
          }
          store.delete(digest);
          rows.delete(handle, digest);
          return true;
        });
  }
}
