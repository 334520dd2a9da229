package dev.hearth.bench.coldstart;

import dev.hearth.coldstart.blobstore.FolderBlobStore;
import dev.hearth.coldstart.cache.BlobCache;
import dev.hearth.coldstart.cache.BlobLease;
import dev.hearth.coldstart.cache.CacheSettings;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Memory of processes that all map one blob of the cache and touch every page, as the kernel counts
 * it: Pss divides each page by the number of processes that have it (proc_pid_smaps(5)).
 */
final class Sharing {
  private final FolderBlobStore store;
  private final BlobDigest digest;
  private final Path folder;

  Sharing(FolderBlobStore store, BlobDigest digest, Path folder) {
    this.store = store;
    this.digest = digest;
    this.folder = folder;
  }

  /**
   * Sums over all processes.
   *
   * @param ownPssBytes before they mapped the blob
   * @param pssBytes what mapping it added
   * @param rssBytes the same, each page counted once per process
   */
  record Memory(long ownPssBytes, long pssBytes, long rssBytes) {}

  Memory run(int count) throws IOException {
    List<MappingProcess> processes = new ArrayList<>();
    try (BlobCache cache = cache();
        BlobLease lease = cache.open(digest)) {
      for (int i = 0; i < count; i++) {
        processes.add(MappingProcess.start(lease.file()));
      }
      long ownPss = sum(processes, "Pss");
      long ownRss = sum(processes, "Rss");
      for (MappingProcess process : processes) {
        process.map();
      }
      return new Memory(ownPss, sum(processes, "Pss") - ownPss, sum(processes, "Rss") - ownRss);
    } finally {
      processes.forEach(MappingProcess::close);
    }
  }

  private BlobCache cache() throws IOException {
    var settings =
        new CacheSettings(
            folder.resolve("cache-shared"),
            0,
            1,
            1,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofHours(1));
    return BlobCache.open(settings, store, Clock.systemUTC(), new SplittableRandom());
  }

  private static long sum(List<MappingProcess> processes, String field) throws IOException {
    long sum = 0;
    for (MappingProcess process : processes) {
      sum += process.memoryBytes(field);
    }
    return sum;
  }
}
