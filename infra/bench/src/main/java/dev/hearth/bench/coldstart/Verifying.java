package dev.hearth.bench.coldstart;

import dev.hearth.coldstart.blobstore.FolderBlobStore;
import dev.hearth.coldstart.cache.BlobCache;
import dev.hearth.coldstart.cache.BlobLease;
import dev.hearth.coldstart.cache.CacheSettings;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * First and second open of a blob in the page cache, in turn with a plain SHA-256 of the same bytes
 * on all cores, each over its share in one piece, and with a plain read of them. Each round
 * measures all; the medians count, after one round that doesn't.
 */
final class Verifying {
  private static final int ROUNDS = 5;
  private static final int BUFFER_BYTES = 128 << 10;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final FolderBlobStore store;
  private final BlobDigest digest;
  private final Path folder;

  Verifying(FolderBlobStore store, BlobDigest digest, Path folder) {
    this.store = store;
    this.digest = digest;
    this.folder = folder;
  }

  /** Bytes per second, and what a second open takes. */
  record Rates(
      double read,
      double sha256,
      double verify,
      double secondOpenSeconds,
      long secondOpenHashedBytes) {}

  /** What is done with the bytes of a share. */
  private interface Use {
    void take(byte[] buffer, int bytes);
  }

  /** Makes a use for each core. */
  private interface Uses {
    Use of();
  }

  Rates run() throws IOException, InterruptedException {
    Path file = store.file(digest).orElseThrow();
    double[] reads = new double[ROUNDS];
    double[] hashes = new double[ROUNDS];
    double[] verifies = new double[ROUNDS];
    double[] seconds = new double[ROUNDS];
    long hashedAgain = 0;
    double bytes = java.nio.file.Files.size(file);
    for (int round = -1; round < ROUNDS; round++) {
      int at = Math.max(0, round);
      reads[at] = bytes / seconds(() -> onAllCores(file, () -> (_, _) -> {}));
      hashes[at] = bytes / seconds(() -> onAllCores(file, Verifying::sha256));
      try (BlobCache cache = cache(round)) {
        verifies[at] = bytes / seconds(() -> openAndMap(cache));
        long hashed = cache.status().verifiedBytes();
        seconds[at] = seconds(() -> openAndMap(cache));
        hashedAgain += cache.status().verifiedBytes() - hashed;
      }
    }
    return new Rates(
        Median.of(reads), Median.of(hashes), Median.of(verifies), Median.of(seconds), hashedAgain);
  }

  private BlobCache cache(int round) throws IOException {
    var settings =
        new CacheSettings(
            folder.resolve("cache-" + round),
            0,
            1,
            1,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofHours(1));
    return BlobCache.open(settings, store, Clock.systemUTC(), new SplittableRandom());
  }

  private void openAndMap(BlobCache cache) throws IOException {
    try (BlobLease lease = cache.open(digest);
        Arena arena = Arena.ofConfined()) {
      var _ = lease.map(arena);
    }
  }

  private static Use sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return (buffer, bytes) -> digest.update(buffer, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void onAllCores(Path file, Uses uses) throws IOException, InterruptedException {
    try (FileChannel channel = FileChannel.open(file);
        var cores = Executors.newFixedThreadPool(CORES)) {
      long share = Math.ceilDiv(channel.size(), CORES);
      List<Callable<Boolean>> shares = new ArrayList<>();
      for (int core = 0; core < CORES; core++) {
        long from = core * share;
        long to = Math.min(channel.size(), from + share);
        shares.add(() -> read(channel, from, to, uses.of()));
      }
      for (Future<Boolean> done : cores.invokeAll(shares)) {
        boolean _ = done.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a core failed", e.getCause());
    }
  }

  private static boolean read(FileChannel channel, long from, long to, Use use) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long at = from;
    while (at < to) {
      int wanted = (int) Math.min(buffer.length, to - at);
      int read = channel.read(ByteBuffer.wrap(buffer, 0, wanted), at);
      use.take(buffer, read);
      at += read;
    }
    return true;
  }

  /** Something to time. */
  private interface Action {
    void run() throws IOException, InterruptedException;
  }

  private static double seconds(Action action) throws IOException, InterruptedException {
    long start = System.nanoTime();
    action.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
