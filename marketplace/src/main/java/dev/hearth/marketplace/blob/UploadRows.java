package dev.hearth.marketplace.blob;

import dev.hearth.coldstart.blobstore.PartialBlob;
import dev.hearth.marketplace.account.Account;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Uploads in PostgreSQL: what is known of a blob before it is whole. */
@Singleton
final class UploadRows {
  private static final String SELECT = "select id, store_id, tree from blob_upload ";

  /**
   * An upload.
   *
   * @param blob what the store has of it
   */
  record Upload(long id, PartialBlob blob) {}

  /** An account's upload of a blob. */
  Optional<Upload> find(Handle handle, Account owner, BlobDigest digest) {
    return find(handle, owner, digest, "");
  }

  /** The same, held until the transaction ends. */
  Optional<Upload> lock(Handle handle, Account owner, BlobDigest digest) {
    return find(handle, owner, digest, " for update");
  }

  private static Optional<Upload> find(
      Handle handle, Account owner, BlobDigest digest, String suffix) {
    return handle
        .createQuery(SELECT + "where account_id = :owner and digest = :digest" + suffix)
        .bind("owner", owner.id())
        .bind("digest", digest.hex())
        .map((row, context) -> read(row))
        .findOne();
  }

  /** One begins after the other, so that they are counted. */
  void lockAccount(Handle handle, Account owner) {
    handle
        .createQuery("select id from account where id = :id for no key update")
        .bind("id", owner.id())
        .mapTo(java.util.UUID.class)
        .one();
  }

  void insert(Handle handle, Account owner, PartialBlob blob) {
    handle
        .createUpdate(
            """
            insert into blob_upload (account_id, digest, bytes, tree, store_id)
            values (:owner, :digest, :bytes, :tree, :store)\
            """)
        .bind("owner", owner.id())
        .bind("digest", blob.digest().hex())
        .bind("bytes", blob.tree().totalBytes())
        .bind("tree", blob.tree().encode())
        .bind("store", blob.id())
        .execute();
  }

  /** Bytes of an account's uploads, as if they were whole. */
  long bytes(Handle handle, Account owner) {
    return handle
        .createQuery(
            "select coalesce(sum(bytes), 0)::bigint from blob_upload where account_id = :owner")
        .bind("owner", owner.id())
        .mapTo(Long.class)
        .one();
  }

  /** An account's uploads that nothing came for, the longest untouched first. */
  List<Upload> idle(Handle handle, Account owner, Duration since) {
    return handle
        .createQuery(
            SELECT
                + """
                where account_id = :owner and touched_at < now() - make_interval(secs => :seconds)
                order by touched_at limit 100\
                """)
        .bind("owner", owner.id())
        .bind("seconds", (double) since.toSeconds())
        .map((row, context) -> read(row))
        .list();
  }

  /** Anybody's uploads that nothing came for. */
  List<Upload> idle(Handle handle, Duration since) {
    return handle
        .createQuery(
            SELECT
                + """
                where touched_at < now() - make_interval(secs => :seconds)
                order by touched_at limit 100\
                """)
        .bind("seconds", (double) since.toSeconds())
        .map((row, context) -> read(row))
        .list();
  }

  /** Receipts of the chunks that are there, by index. */
  Map<Integer, String> receipts(Handle handle, Upload upload) {
    return handle
        .createQuery("select index, receipt from blob_chunk where upload_id = :id order by index")
        .bind("id", upload.id())
        .reduceRows(
            new TreeMap<Integer, String>(),
            (receipts, row) -> {
              receipts.put(
                  row.getColumn("index", Integer.class), row.getColumn("receipt", String.class));
              return receipts;
            });
  }

  /** Notes a chunk that is stored; false if the upload is gone. */
  boolean note(Handle handle, Upload upload, int index, String receipt) {
    boolean there =
        handle
                .createUpdate("update blob_upload set touched_at = now() where id = :id")
                .bind("id", upload.id())
                .execute()
            == 1;
    if (there) {
      handle
          .createUpdate(
              """
              insert into blob_chunk (upload_id, index, receipt) values (:id, :index, :receipt)
              on conflict (upload_id, index) do update set receipt = excluded.receipt\
              """)
          .bind("id", upload.id())
          .bind("index", index)
          .bind("receipt", receipt)
          .execute();
    }
    return there;
  }

  void delete(Handle handle, Upload upload) {
    handle.createUpdate("delete from blob_upload where id = :id").bind("id", upload.id()).execute();
  }

  private static Upload read(ResultSet row) throws SQLException {
    return new Upload(
        row.getLong("id"),
        new PartialBlob(BlobTree.parse(row.getBytes("tree")), row.getString("store_id")));
  }
}
