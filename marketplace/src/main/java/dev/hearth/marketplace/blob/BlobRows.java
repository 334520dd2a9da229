package dev.hearth.marketplace.blob;

import dev.hearth.marketplace.account.Account;
import dev.hearth.sdk.blob.BlobDigest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which blobs there may be, in PostgreSQL, and who still needs them. */
@Singleton
final class BlobRows {
  private static final String UNNAMED =
      """
      touched_at < now() - make_interval(secs => :seconds)
      and not exists (select from version_blob v where v.digest = blob.digest)
      and not exists (select from blob_upload u where u.digest = blob.digest)\
      """;

  /** Says that a blob is about to be stored; waits while it is being deleted. */
  void claim(Handle handle, BlobDigest digest) {
    handle
        .createUpdate(
            """
            insert into blob (digest) values (:digest)
            on conflict (digest) do update set touched_at = now()\
            """)
        .bind("digest", digest.hex())
        .execute();
  }

  /**
   * Says that an owner relies on blobs, those which are his; waits for any that is being deleted.
   */
  void touch(Handle handle, Account owner, Collection<BlobDigest> digests) {
    handle
        .createUpdate(
            """
            with relied as materialized (
              select b.digest from blob b join owned_blob o on o.digest = b.digest
              where o.account_id = :owner and o.digest = any(:digests)
                and b.touched_at < now() - interval '1 minute'
              order by b.digest for no key update of b)
            update blob set touched_at = now() from relied where blob.digest = relied.digest\
            """)
        .bind("owner", owner.id())
        .bindArray("digests", String.class, digests.stream().map(BlobDigest::hex).toList())
        .execute();
  }

  /** Blobs that nothing names and nobody touched for that long, the longest untouched first. */
  List<BlobDigest> unnamed(Handle handle, Duration since, int most) {
    return handle
        .createQuery(
            "select digest from blob where " + UNNAMED + " order by touched_at limit :most")
        .bind("seconds", (double) since.toSeconds())
        .bind("most", most)
        .map((row, context) -> new BlobDigest(row.getString(1)))
        .list();
  }

  /**
   * Holds such a blob until the transaction ends; false if it is held, gone, or needed after all.
   */
  boolean lockUnnamed(Handle handle, BlobDigest digest, Duration since) {
    boolean locked =
        handle
            .createQuery("select digest from blob where digest = :digest for update skip locked")
            .bind("digest", digest.hex())
            .mapTo(String.class)
            .findOne()
            .isPresent();
    // A statement of its own sees what was committed until the lock was had.
    return locked
        && handle
            .createQuery("select digest from blob where digest = :digest and " + UNNAMED)
            .bind("digest", digest.hex())
            .bind("seconds", (double) since.toSeconds())
            .mapTo(String.class)
            .findOne()
            .isPresent();
  }

  /** Forgets a blob and whose it was. */
  void delete(Handle handle, BlobDigest digest) {
    for (String table : List.of("owned_blob", "blob")) {
      handle
          .createUpdate("delete from " + table + " where digest = :digest")
          .bind("digest", digest.hex())
          .execute();
    }
  }
}
