package dev.hearth.coldstart.cache;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.BlobStoreException;
import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * The blobs of a node as verified, read-only local files. Thread-safe and blocking.
 *
 * <p>A blob of a remote store is fetched at its first use, verified chunk by chunk as it streams
 * in, and kept below a quota ({@link Worth} says which go first); one of a folder store is served
 * where it lies and takes nothing of the quota. Either is hashed once: a mark on disk remembers
 * which file that was, and every open compares it with the file as it is now.
 *
 * <p>All who want a blob wait for one download. It runs on a thread of its own, so that it doesn't
 * end with the first of them.
 *
 * <p><b>Crashes.</b> A file is called a blob only after its bytes are verified and synced; what is
 * unfinished is verified again, chunk by chunk, before anything of it is used.
 */
public final class BlobCache implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BlobCache.class.getName());

  /** A round trip to a store; no reload is cheaper. */
  private static final double LEAST_RELOAD_SECONDS = 1e-3;

  /** How fast a blob would come back whose fetch nobody remembers. */
  private static final double ASSUMED_BYTES_PER_SECOND = 100e6;

  private final BlobStore store;
  private final Clock clock;
  private final CacheFolder folder;
  private final VerifiedMarks marks;
  private final CacheIndex index;
  private final Fetcher fetcher;
  private final CacheCounts counts = new CacheCounts();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** One file is verified at a time, on all cores. */
  private final ReentrantLock verifying = new ReentrantLock();

  private BlobCache(
      CacheSettings settings, BlobStore store, Clock clock, Backoff backoff, CacheFolder folder) {
    this.store = store;
    this.clock = clock;
    this.folder = folder;
    this.marks = folder.marks();
    this.index = new CacheIndex(settings, folder, clock);
    this.fetcher = new Fetcher(store, backoff, settings.parallelReads(), counts.fetchedBytes);
  }

  /**
   * Opens a cache over a store, which stays the caller's, with what an earlier process left in its
   * folder.
   *
   * @throws IOException also if another process uses the folder
   */
  public static BlobCache open(
      CacheSettings settings, BlobStore store, Clock clock, RandomGenerator random)
      throws IOException {
    return open(settings, store, clock, new Backoff(settings, random, Thread::sleep));
  }

  static BlobCache open(CacheSettings settings, BlobStore store, Clock clock, Backoff backoff)
      throws IOException {
    CacheFolder folder = CacheFolder.open(settings.folder());
    try {
      var cache = new BlobCache(settings, store, clock, backoff, folder);
      cache.adopt();
      return cache;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private void adopt() throws IOException {
    for (BlobDigest digest : folder.blobs()) {
      Path blob = folder.blob(digest);
      long bytes = Files.size(blob);
      Files.deleteIfExists(folder.part(digest));
      index.adopt(digest, Optional.of(blob), bytes, reloadSeconds(digest, bytes));
    }
    for (BlobDigest digest : folder.parts()) {
      index.adopt(digest, Optional.empty(), Files.size(folder.part(digest)), 0);
    }
    index.trim();
    for (BlobDigest digest : folder.marked()) {
      if (!Files.exists(folder.blob(digest)) && !inStore(digest)) {
        marks.delete(digest);
      }
    }
  }

  private boolean inStore(BlobDigest digest) throws IOException {
    try {
      return store.file(digest).isPresent();
    } catch (BlobStoreException e) {
      if (e.fault() == Fault.MISSING) {
        return false;
      }
      throw e;
    }
  }

  private double reloadSeconds(BlobDigest digest, long bytes) throws IOException {
    return marks
        .read(digest)
        .map(VerifiedMarks.Mark::reloadSeconds)
        .orElse(Math.max(LEAST_RELOAD_SECONDS, bytes / ASSUMED_BYTES_PER_SECOND));
  }

  /**
   * Gives a blob's file, fetched and verified if need be. It isn't evicted before the lease is
   * closed.
   *
   * @throws BlobStoreException if the store doesn't give it, after as many attempts as are allowed
   * @throws CacheFullException if it doesn't fit beside the blobs in use
   */
  public BlobLease open(BlobDigest digest) throws IOException {
    counts.opens.increment();
    Entry entry = index.acquire(digest, this::start);
    try {
      return new BlobLease(file(entry), () -> index.release(entry));
    } catch (IOException | RuntimeException e) {
      index.release(entry);
      throw e;
    }
  }

  private Path file(Entry entry) throws IOException {
    CompletableFuture<Path> ready = index.ready(entry);
    if (ready.isDone()) {
      Path file = await(ready);
      if (confirmed(entry.digest, file)) {
        return file;
      }
      index.restart(entry, this::start);
    }
    return await(index.ready(entry));
  }

  private boolean confirmed(BlobDigest digest, Path file) throws IOException {
    try {
      return marks.confirm(digest, file);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Path await(CompletableFuture<Path> ready) throws IOException {
    try {
      return ready.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a blob");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  private CompletableFuture<Path> start(Entry entry) {
    var ready = new CompletableFuture<Path>();
    threads.execute(
        () -> {
          try {
            ready.complete(prepare(entry));
          } catch (Throwable e) {
            ready.completeExceptionally(e);
          } finally {
            index.ended(entry);
          }
        });
    return ready;
  }

  private Path prepare(Entry entry) throws IOException {
    BlobDigest digest = entry.digest;
    Optional<Path> stored = store.file(digest);
    if (stored.isPresent()) {
      if (!verify(digest, stored.get())) {
        throw new BlobStoreException(
            Fault.CORRUPT, stored.get() + " hasn't the bytes of the blob that it is named for");
      }
      return stored.get();
    }
    Path blob = folder.blob(digest);
    if (Files.exists(blob)) {
      if (verify(digest, blob)) {
        return blob;
      }
      LOG.log(System.Logger.Level.WARNING, "blob=" + digest + " state=changed, is fetched again");
      Files.delete(blob);
    }
    return fetch(entry);
  }

  /** Whether a file is the blob; hashes it if its mark doesn't say so. */
  private boolean verify(BlobDigest digest, Path file) throws IOException {
    String identity = VerifiedMarks.identity(file);
    Optional<VerifiedMarks.Mark> mark = marks.read(digest);
    if (mark.isPresent() && mark.get().identity().equals(identity)) {
      return true;
    }
    long bytes = Files.size(file);
    verifying.lock();
    try {
      counts.verifiedBytes.add(bytes);
      if (!Verification.digest(file).equals(digest)
          || !VerifiedMarks.identity(file).equals(identity)) {
        return false;
      }
    } finally {
      verifying.unlock();
    }
    marks.write(digest, new VerifiedMarks.Mark(identity, reloadSeconds(digest, bytes)));
    return true;
  }

  private Path fetch(Entry entry) throws IOException {
    BlobDigest digest = entry.digest;
    Instant start = clock.instant();
    BlobTree tree = fetcher.tree(digest);
    index.reserve(entry, tree.totalBytes());
    long fetched = fetcher.complete(tree, digest, folder.part(digest));
    Path blob = folder.finish(digest);
    counts.fetches.increment();
    double seconds = Worth.seconds(Duration.between(start, clock.instant()));
    // What an earlier download left was not paid for this time, but would be next time.
    double whole = fetched == 0 ? 1 : (double) tree.totalBytes() / fetched;
    double reloadSeconds = Math.max(LEAST_RELOAD_SECONDS, seconds * whole);
    index.reloadedIn(entry, reloadSeconds);
    marks.write(digest, new VerifiedMarks.Mark(VerifiedMarks.identity(blob), reloadSeconds));
    LOG.log(
        System.Logger.Level.INFO,
        "blob=%s bytes=%d fetched=%d seconds=%.3f state=cached"
            .formatted(digest, tree.totalBytes(), fetched, seconds));
    return blob;
  }

  /** What the cache holds and has done. */
  public CacheStatus status() {
    return index.status(counts);
  }

  /** Ends downloads, whose parts stay, and leaves the folder to the next process. */
  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    threads.close();
    folder.close();
  }
}
