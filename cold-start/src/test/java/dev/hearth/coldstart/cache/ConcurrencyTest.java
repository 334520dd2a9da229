package dev.hearth.coldstart.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.coldstart.blobstore.BlobStoreException;
import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads, more blobs than fit, a store that fails now and then. */
final class ConcurrencyTest {
  private static final int BLOBS = 12;
  private static final int BLOB_BYTES = 50_000;
  private static final long QUOTA = 5L * BLOB_BYTES;
  private static final int THREADS = 8;
  private static final int STEPS = 60;

  @TempDir private Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void quotaAndLeasesHold(long seed) throws Exception {
    var store = new RemoteBlobs();
    List<BlobDigest> digests = new ArrayList<>();
    for (int blob = 0; blob < BLOBS; blob++) {
      digests.add(store.add(TestCache.bytes(BLOB_BYTES - blob, blob)));
    }
    var reads = new AtomicInteger();
    store.onRead =
        (_, _, bytes) -> {
          switch (reads.incrementAndGet() % 7) {
            case 3 -> bytes[1] ^= 1;
            case 5 -> throw new BlobStoreException(Fault.UNAVAILABLE, "503");
            default -> {}
          }
        };
    var most = new AtomicLong();
    var full = new AtomicInteger();
    try (BlobCache cache = TestCache.open(folder, QUOTA, store);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        var random = new SplittableRandom(seed * 100 + thread);
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < STEPS; i++) {
                    use(cache, store, digests.get(random.nextInt(BLOBS)), full);
                    most.accumulateAndGet(cache.status().bytes(), Math::max);
                  }
                  return true;
                }));
      }
      for (Future<Boolean> thread : all) {
        assertTrue(thread.get());
      }
      assertTrue(most.get() <= QUOTA, most::toString);
      assertEquals(0, cache.status().pinnedBytes());
      assertTrue(cache.status().evictions() > 0);
      assertTrue(full.get() < THREADS * STEPS);
      assertTrue(onDisk() <= QUOTA);
    }
  }

  private static void use(BlobCache cache, RemoteBlobs store, BlobDigest digest, AtomicInteger full)
      throws IOException {
    try (BlobLease lease = cache.open(digest)) {
      assertArrayEquals(store.content(digest), Files.readAllBytes(lease.file()));
      assertTrue(Files.exists(lease.file()), "evicted while in use");
    } catch (CacheFullException e) {
      full.incrementAndGet();
    } catch (BlobStoreException e) {
      assertTrue(e.retryable(), e::toString);
    }
  }

  private long onDisk() throws IOException {
    long bytes = 0;
    for (String part : List.of("blob", "part", "trash")) {
      try (var files = Files.list(folder.resolve(part))) {
        for (Path file : files.toList()) {
          bytes += Files.size(file);
        }
      }
    }
    return bytes;
  }
}
