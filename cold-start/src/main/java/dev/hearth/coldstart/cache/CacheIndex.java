package dev.hearth.coldstart.cache;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Which blobs the cache has, who uses them, and which one goes when room is needed. Thread-safe.
 *
 * <p>One lock guards all entries. Under it nothing slow happens: an evicted blob is renamed, and
 * deleted once the lock is free. Choosing a victim looks at every entry, because worths that decay
 * change their order; a node holds thousands of blobs at most, and each choice comes with a
 * download.
 *
 * <p>Unfinished blobs that nobody waits for go first: they are worth nothing yet.
 */
final class CacheIndex {
  private static final System.Logger LOG = System.getLogger(CacheIndex.class.getName());

  private final long quotaBytes;
  private final Duration halfLife;
  private final Clock clock;
  private final CacheFolder folder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<BlobDigest, Entry> entries = new HashMap<>();
  private double inflation;
  private long bytes;
  private long evictions;

  CacheIndex(CacheSettings settings, CacheFolder folder, Clock clock) {
    this.quotaBytes = settings.quotaBytes();
    this.halfLife = settings.halfLife();
    this.folder = folder;
    this.clock = clock;
  }

  /** Takes up what an earlier process left: a whole blob's file, or a part without one. */
  void adopt(BlobDigest digest, Optional<Path> file, long size, double reloadSeconds) {
    Instant now = clock.instant();
    var entry = new Entry(digest, Worth.unused(now, reloadSeconds).used(0, now, halfLife));
    entry.bytes = size;
    file.ifPresent(path -> entry.ready = CompletableFuture.completedFuture(path));
    entries.put(digest, entry);
    bytes += size;
  }

  /**
   * Leases a blob, which then stays until it is released as often.
   *
   * @param start begins to make the file ready, if that isn't under way or done
   */
  Entry acquire(BlobDigest digest, Function<Entry, CompletableFuture<Path>> start) {
    lock.lock();
    try {
      Instant now = clock.instant();
      Entry entry = entries.computeIfAbsent(digest, key -> new Entry(key, Worth.unused(now, 0)));
      entry.leases++;
      entry.worth = entry.worth.used(inflation, now, halfLife);
      if (!entry.whole() && !entry.underWay()) {
        entry.ready = start.apply(entry);
      }
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /** The file of a leased blob, now or later. */
  CompletableFuture<Path> ready(Entry entry) {
    lock.lock();
    try {
      CompletableFuture<Path> ready = entry.ready;
      if (ready == null) {
        throw new IllegalStateException("blob " + entry.digest + " isn't leased");
      }
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /** Begins anew with a leased blob whose file is no longer good, unless that is under way. */
  void restart(Entry entry, Function<Entry, CompletableFuture<Path>> start) {
    lock.lock();
    try {
      if (!entry.underWay()) {
        entry.ready = start.apply(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  void release(Entry entry) {
    lock.lock();
    try {
      entry.leases--;
      entry.worth = entry.worth.released(inflation, clock.instant(), halfLife);
      forgetIfNothing(entry);
    } finally {
      lock.unlock();
    }
  }

  /** To be called when what {@code start} began has ended, one way or the other. */
  void ended(Entry entry) {
    lock.lock();
    try {
      forgetIfNothing(entry);
    } finally {
      lock.unlock();
    }
  }

  private void forgetIfNothing(Entry entry) {
    if (!entry.pinned() && entry.bytes == 0) {
      entries.remove(entry.digest, entry);
    }
  }

  void reloadedIn(Entry entry, double seconds) {
    lock.lock();
    try {
      entry.worth = entry.worth.reloadedIn(seconds);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sets what a blob under way takes of the quota, and evicts others for it.
   *
   * @throws CacheFullException if it doesn't fit beside what is pinned; then nothing is evicted
   */
  void reserve(Entry entry, long wanted) throws IOException {
    var trash = new ArrayList<Path>();
    lock.lock();
    try {
      long pinned = pinnedBytes() - entry.bytes;
      if (pinned + wanted > quotaBytes) {
        throw new CacheFullException(entry.digest, wanted, pinned, quotaBytes);
      }
      while (bytes - entry.bytes + wanted > quotaBytes) {
        trash.addAll(evict(victim()));
      }
      bytes += wanted - entry.bytes;
      entry.bytes = wanted;
    } finally {
      lock.unlock();
      delete(trash);
    }
  }

  /** Evicts what a smaller quota than the last process had doesn't hold. */
  void trim() throws IOException {
    var trash = new ArrayList<Path>();
    lock.lock();
    try {
      while (bytes > quotaBytes) {
        trash.addAll(evict(victim()));
      }
    } finally {
      lock.unlock();
      delete(trash);
    }
  }

  private Entry victim() {
    Instant now = clock.instant();
    return entries.values().stream()
        .filter(entry -> !entry.pinned())
        .min(
            Comparator.comparing(Entry::whole)
                .thenComparingDouble(entry -> entry.worth.at(now, entry.bytes, halfLife))
                .thenComparing(entry -> entry.worth.then())
                .thenComparing(entry -> entry.digest))
        .orElseThrow(() -> new IllegalStateException(bytes + " bytes are taken by nothing"));
  }

  private List<Path> evict(Entry victim) throws IOException {
    List<Path> trash = folder.discard(victim.digest);
    entries.remove(victim.digest);
    bytes -= victim.bytes;
    if (victim.whole()) {
      inflation = Math.max(inflation, victim.worth.at(clock.instant(), victim.bytes, halfLife));
    }
    evictions++;
    LOG.log(
        System.Logger.Level.INFO,
        "blob=" + victim.digest + " bytes=" + victim.bytes + " state=evicted");
    return trash;
  }

  private static void delete(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private long pinnedBytes() {
    return entries.values().stream().filter(Entry::pinned).mapToLong(entry -> entry.bytes).sum();
  }

  /** What the index knows of itself; the other counts are the cache's. */
  CacheStatus status(CacheCounts counts) {
    lock.lock();
    try {
      return new CacheStatus(
          bytes,
          pinnedBytes(),
          entries.size(),
          counts.opens.sum(),
          counts.fetches.sum(),
          counts.fetchedBytes.sum(),
          counts.verifiedBytes.sum(),
          evictions);
    } finally {
      lock.unlock();
    }
  }
}
