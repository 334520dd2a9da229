package dev.hearth.marketplace.blob;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.BlobStoreException;
import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.coldstart.blobstore.PartialBlob;
import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.blob.UploadRows.Upload;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Uploads of blobs in chunks, which go on where they stood. An upload is known by its account and
 * the blob's digest, so nobody has to remember an id; and by the blob's tree, so each chunk is
 * checked by itself against the digest. What isn't the chunk never reaches the store.
 */
@Singleton
class Uploads {
  private static final Logger LOG = Logger.getLogger(Uploads.class);

  /** After that long an upload makes room for another one of the same account. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Jdbi jdbi;
  private final BlobStore store;
  private final OwnedBlobs owned;
  private final UploadRows rows;
  private final BlobRows blobs;
  private final BlobsConfig config;

  Uploads(
      Jdbi jdbi,
      BlobStore store,
      OwnedBlobs owned,
      UploadRows rows,
      BlobRows blobs,
      BlobsConfig config) {
    this.jdbi = jdbi;
    this.store = store;
    this.owned = owned;
    this.rows = rows;
    this.blobs = blobs;
    this.config = config;
  }

  /**
   * How far a blob is.
   *
   * @param stored whether it is whole; then no chunk is missing
   */
  record State(BlobTree tree, List<Integer> missing, boolean stored) {}

  /** Begins the upload of a blob, or says where it stands. */
  State begin(Account owner, BlobTree tree) throws IOException {
    if (owned.lengths(owner, List.of(tree.digest())).containsKey(tree.digest())) {
      return new State(tree, List.of(), true);
    }
    Optional<State> begun = state(owner, tree);
    if (begun.isPresent()) {
      return begun.get();
    }
    if (tree.totalBytes() > config.maxBytes().asLongValue()) {
      throw new CallException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "a blob has at most " + config.maxBytes().asLongValue() + " bytes");
    }
    makeRoom(owner, tree);
    PartialBlob blob = store.begin(tree);
    if (!insert(owner, blob)) {
      store.abandon(blob);
    }
    return state(owner, tree).orElseThrow(() -> gone(tree.digest()));
  }

  private Optional<State> state(Account owner, BlobTree tree) {
    return jdbi.withHandle(
        handle ->
            rows.find(handle, owner, tree.digest())
                .map(
                    upload ->
                        new State(tree, missing(tree, rows.receipts(handle, upload)), false)));
  }

  private static List<Integer> missing(BlobTree tree, Map<Integer, String> receipts) {
    return IntStream.range(0, tree.chunkCount())
        .filter(index -> !receipts.containsKey(index))
        .boxed()
        .toList();
  }

  /** Abandons as much of what the account left lying as the new upload needs. */
  private void makeRoom(Account owner, BlobTree tree) throws IOException {
    long allowed = config.maxUnfinished().asLongValue() - tree.totalBytes();
    long taken = jdbi.withHandle(handle -> rows.bytes(handle, owner));
    if (taken <= allowed) {
      return;
    }
    for (Upload upload : jdbi.withHandle(handle -> rows.idle(handle, owner, IDLE))) {
      if (taken > allowed) {
        forget(upload);
        taken -= upload.blob().tree().totalBytes();
      }
    }
  }

  /** Notes a new upload; false if somebody else began it meanwhile. */
  private boolean insert(Account owner, PartialBlob blob) throws IOException {
    try {
      return jdbi.inTransaction(
          handle -> {
            rows.lockAccount(handle, owner);
            if (rows.find(handle, owner, blob.digest()).isPresent()) {
              return false;
            }
            requireRoom(handle, owner, blob.tree());
            blobs.claim(handle, blob.digest());
            rows.insert(handle, owner, blob);
            return true;
          });
    } catch (CallException refused) {
      store.abandon(blob);
      throw refused;
    }
  }

  private void requireRoom(Handle handle, Account owner, BlobTree tree) {
    long bytes = rows.bytes(handle, owner) + tree.totalBytes();
    long allowed = config.maxUnfinished().asLongValue();
    if (bytes > allowed) {
      throw new CallException(
          ErrorCode.CONFLICT,
          ("this account's unfinished uploads would come to %d bytes, allowed are %d; finish one,"
                  + " or wait: one that rests for %d minutes makes room")
              .formatted(bytes, allowed, IDLE.toMinutes()));
    }
  }

  /** The upload to which a chunk belongs. */
  Upload find(Account owner, BlobDigest digest) {
    return jdbi.withHandle(handle -> rows.find(handle, owner, digest))
        .orElseThrow(() -> gone(digest));
  }

  /** Keeps a chunk; the same again changes nothing. */
  void put(Upload upload, int index, ByteBuffer chunk) throws IOException {
    try {
      String receipt = store.putChunk(upload.blob(), index, chunk);
      if (!jdbi.inTransaction(handle -> rows.note(handle, upload, index, receipt))) {
        throw gone(upload.blob().digest());
      }
    } catch (BlobStoreException e) {
      throw lost(upload, e);
    }
  }

  /** Makes the blob of its chunks; one that is whole already stays so. */
  void complete(Account owner, BlobDigest digest) throws IOException {
    try {
      jdbi.useTransaction(handle -> complete(handle, owner, digest));
    } catch (BlobStoreException e) {
      throw lost(find(owner, digest), e);
    }
  }

  private void complete(Handle handle, Account owner, BlobDigest digest) throws IOException {
    Optional<Upload> found = rows.lock(handle, owner, digest);
    if (found.isEmpty()) {
      if (owned.lengths(owner, List.of(digest)).isEmpty()) {
        throw gone(digest);
      }
      return;
    }
    Upload upload = found.get();
    BlobTree tree = upload.blob().tree();
    Map<Integer, String> receipts = rows.receipts(handle, upload);
    List<Integer> missing = missing(tree, receipts);
    if (!missing.isEmpty()) {
      throw new CallException(
          ErrorCode.CONFLICT,
          "blob %s lacks %d of its %d chunks; the first is %d"
              .formatted(digest, missing.size(), tree.chunkCount(), missing.getFirst()));
    }
    blobs.claim(handle, digest);
    // A crash may have come between the store's completion and ours.
    if (store.contains(digest)) {
      store.abandon(upload.blob());
    } else {
      store.complete(upload.blob(), List.copyOf(receipts.values()));
    }
    owned.note(handle, owner, digest, tree.totalBytes());
    rows.delete(handle, upload);
  }

  /** What the store has lost is to be begun again; all else is the store's failure. */
  private CallException lost(Upload upload, BlobStoreException e) throws BlobStoreException {
    if (e.fault() != Fault.MISSING) {
      throw e;
    }
    jdbi.useHandle(handle -> rows.delete(handle, upload));
    return gone(upload.blob().digest());
  }

  private static CallException gone(BlobDigest digest) {
    return new CallException(
        ErrorCode.NOT_FOUND, "no upload of blob " + digest + " is under way; begin it again");
  }

  /** In this order: a row without bytes is noticed, bytes without a row never are. */
  private void forget(Upload upload) throws IOException {
    store.abandon(upload.blob());
    jdbi.useHandle(handle -> rows.delete(handle, upload));
  }

  /** Forgets uploads that nothing came for. */
  @Scheduled(every = "10m", delayed = "1m")
  void expire() throws IOException {
    for (Upload upload : jdbi.withHandle(handle -> rows.idle(handle, config.uploadRetention()))) {
      forget(upload);
      LOG.infof("upload expired, digest=%s", upload.blob().digest());
    }
  }
}
