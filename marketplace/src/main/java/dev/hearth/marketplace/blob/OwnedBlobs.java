package dev.hearth.marketplace.blob;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.marketplace.account.Account;
import dev.hearth.sdk.blob.BlobDigest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Which account uploaded which blob. An account learns only of its own uploads: a blob that
 * somebody else stored is missing for it until its whole content came from it, too.
 */
@Singleton
public final class OwnedBlobs {
  private final Jdbi jdbi;
  private final BlobStore store;
  private final BlobRows rows;
  private final BlobsConfig config;

  OwnedBlobs(Jdbi jdbi, BlobStore store, BlobRows rows, BlobsConfig config) {
    this.jdbi = jdbi;
    this.store = store;
    this.rows = rows;
    this.config = config;
  }

  /**
   * Those of the digests that this owner uploaded and the store still has, with their lengths. It
   * keeps them for a while, so that a version may name them.
   */
  public Map<BlobDigest, Long> lengths(Account owner, Collection<BlobDigest> digests)
      throws IOException {
    jdbi.useTransaction(handle -> rows.touch(handle, owner, digests));
    Map<BlobDigest, Long> owned = uploaded(owner, digests);
    owned.keySet().retainAll(store.present(owned.keySet()));
    return owned;
  }

  private Map<BlobDigest, Long> uploaded(Account owner, Collection<BlobDigest> digests) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select digest, bytes from owned_blob
                    where account_id = :owner and digest = any(:digests)\
                    """)
                .bind("owner", owner.id())
                .bindArray("digests", String.class, digests.stream().map(BlobDigest::hex).toList())
                .map((row, context) -> Map.entry(new BlobDigest(row.getString(1)), row.getLong(2)))
                .stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, HashMap::new)));
  }

  /** Stores a blob's content and notes who brought it. */
  void put(Account owner, BlobDigest digest, InputStream content) throws IOException {
    jdbi.useHandle(handle -> rows.claim(handle, digest));
    long bytes = store.put(digest, content, config.maxBytes().asLongValue());
    jdbi.useHandle(handle -> note(handle, owner, digest, bytes));
  }

  /** Notes that all of a stored blob, which was claimed before, came from this owner. */
  void note(Handle handle, Account owner, BlobDigest digest, long bytes) {
    handle
        .createUpdate(
            """
            insert into owned_blob (account_id, digest, bytes)
            values (:owner, :digest, :bytes) on conflict do nothing\
            """)
        .bind("owner", owner.id())
        .bind("digest", digest.hex())
        .bind("bytes", bytes)
        .execute();
  }
}
