package dev.hearth.coldstart.cache;

import static dev.hearth.coldstart.cache.TestCache.ATTEMPTS;
import static dev.hearth.coldstart.cache.TestCache.CHUNK;
import static dev.hearth.coldstart.cache.TestCache.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.coldstart.blobstore.BlobStoreException;
import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache over a remote store. */
final class BlobCacheTest {
  private static final long QUOTA = 4L * CHUNK;
  private static final byte[] LARGE = bytes(2 * CHUNK + 77, 1);

  @TempDir private Path temporary;
  private final RemoteBlobs store = new RemoteBlobs();
  private final BlobDigest large = store.add(LARGE);
  private BlobCache cache;

  @BeforeEach
  void open() throws IOException {
    cache = TestCache.open(folder(), QUOTA, store);
  }

  @AfterEach
  void close() throws IOException {
    cache.close();
  }

  private Path folder() {
    return temporary.resolve("cache");
  }

  private void reopen(long quotaBytes) throws IOException {
    cache.close();
    cache = TestCache.open(folder(), quotaBytes, store);
  }

  private byte[] read(BlobDigest digest) throws IOException {
    try (BlobLease lease = cache.open(digest)) {
      return Files.readAllBytes(lease.file());
    }
  }

  @Test
  void firstOpenFetchesAndLaterOnesNeitherFetchNorHash() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(LARGE, read(large));
    }
    reopen(QUOTA);
    assertArrayEquals(LARGE, read(large));
    assertEquals(3, store.reads.get());
    assertEquals(1, store.trees.get());
    assertEquals(0, cache.status().verifiedBytes());
    assertEquals(LARGE.length, cache.status().bytes());
  }

  @Test
  void fileIsReadOnlyForAllAndCanBeMapped() throws IOException {
    try (BlobLease lease = cache.open(large);
        Arena arena = Arena.ofConfined()) {
      assertEquals(
          "r--r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(lease.file())));
      assertArrayEquals(LARGE, lease.map(arena).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void emptyBlobIsABlob() throws IOException {
    BlobDigest empty = store.add(new byte[0]);
    assertArrayEquals(new byte[0], read(empty));
    assertArrayEquals(new byte[0], read(empty));
  }

  @Test
  void changedFileIsNeverServed() throws IOException {
    Path file;
    FileTime modified;
    try (BlobLease lease = cache.open(large)) {
      file = lease.file();
      modified = Files.getLastModifiedTime(file);
    }
    byte[] changed = LARGE.clone();
    changed[CHUNK] ^= 1;
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.write(file, changed);
    Files.setLastModifiedTime(file, modified); // who covers the tracks can't set the inode's time
    assertArrayEquals(LARGE, read(large));
    Files.delete(file);
    assertArrayEquals(LARGE, read(large));
    assertEquals(9, store.reads.get());
  }

  @Test
  void touchedFileIsHashedOnceAndKept() throws IOException {
    Path file;
    try (BlobLease lease = cache.open(large)) {
      file = lease.file();
    }
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertArrayEquals(LARGE, read(large));
    assertArrayEquals(LARGE, read(large));
    assertEquals(LARGE.length, cache.status().verifiedBytes());
    assertEquals(3, store.reads.get());
  }

  @Test
  void tornMarkCostsAVerification() throws IOException {
    assertArrayEquals(LARGE, read(large));
    for (String torn : List.of("", "0.5", "x y", "0.5 1 2 3")) {
      Files.writeString(folder().resolve("verified").resolve(large.hex()), torn);
      assertArrayEquals(LARGE, read(large));
    }
    assertEquals(4L * LARGE.length, cache.status().verifiedBytes());
  }

  @Test
  void allWaitForOneDownload() throws Exception {
    var gate = new CountDownLatch(1);
    store.onRead = (_, _, _) -> await(gate);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> readers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        readers.add(threads.submit(() -> read(large)));
      }
      while (cache.status().opens() < 20) {
        Thread.onSpinWait();
      }
      gate.countDown();
      for (Future<byte[]> reader : readers) {
        assertArrayEquals(LARGE, reader.get());
      }
    }
    assertEquals(3, store.reads.get());
    assertEquals(1, cache.status().fetches());
  }

  private static void await(CountDownLatch gate) throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  @Test
  void readerThatGivesUpDoesNotEndTheDownload() throws Exception {
    var begun = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    store.onRead =
        (_, _, _) -> {
          begun.countDown();
          await(gate);
        };
    var impatient = new FutureTask<>(() -> read(large));
    Thread thread = Thread.ofVirtual().start(impatient);
    begun.await();
    thread.interrupt();
    var thrown = assertThrows(java.util.concurrent.ExecutionException.class, impatient::get);
    assertInstanceOf(InterruptedIOException.class, thrown.getCause());
    gate.countDown();
    assertArrayEquals(LARGE, read(large));
    assertEquals(3, store.reads.get());
  }

  @Test
  void allWhoWaitLearnOfTheFailureAndTheNextTriesAgain() throws IOException {
    store.onRead = (_, _, _) -> unavailable();
    assertFault(Fault.UNAVAILABLE, large);
    assertFault(Fault.UNAVAILABLE, large);
    store.onRead = (_, _, _) -> {};
    assertArrayEquals(LARGE, read(large));
  }

  private static void unavailable() throws IOException {
    throw new BlobStoreException(Fault.UNAVAILABLE, "503");
  }

  private void assertFault(Fault fault, BlobDigest digest) {
    var thrown = assertThrows(BlobStoreException.class, () -> read(digest));
    assertEquals(fault, thrown.fault());
  }

  @Test
  void missingBlobTakesNothingOfTheCache() {
    assertFault(Fault.MISSING, BlobDigest.of(bytes(5, 5)));
    assertEquals(0, cache.status().blobs());
    assertEquals(0, cache.status().bytes());
  }

  @Test
  void retriesWhatMayWorkLaterWithGrowingJitteredPauses() throws IOException {
    var pauses = new CopyOnWriteArrayList<Duration>();
    cache.close();
    cache = TestCache.open(TestCache.settings(folder(), QUOTA), store, Clock.systemUTC(), pauses);
    BlobDigest small = store.add(bytes(1000, 2));
    var left = new AtomicInteger(ATTEMPTS - 1);
    store.onRead =
        (_, _, bytes) -> {
          int attempt = left.getAndDecrement();
          if (attempt == 2) {
            bytes[3] ^= 4; // a flipped bit is tried again, too
          } else if (attempt > 0) {
            unavailable();
          }
        };
    assertArrayEquals(store.content(small), read(small));
    assertEquals(ATTEMPTS, store.reads.get());
    assertEquals(ATTEMPTS - 1, pauses.size());
    for (int i = 0; i < pauses.size(); i++) {
      long limit = Math.min(100L << i, 250);
      assertTrue(pauses.get(i).compareTo(Duration.ofMillis(limit)) <= 0, pauses::toString);
    }
  }

  @Test
  void attemptsAreBoundedAndRefusalIsNotTriedAgain() {
    BlobDigest small = store.add(bytes(1000, 2));
    store.onRead = (_, _, bytes) -> bytes[3] ^= 4;
    assertFault(Fault.CORRUPT, small);
    assertEquals(ATTEMPTS, store.reads.get());
    store.onRead =
        (_, _, _) -> {
          throw new BlobStoreException(Fault.REFUSED, "403");
        };
    assertFault(Fault.REFUSED, small);
    assertEquals(ATTEMPTS + 1, store.reads.get());
  }

  @Test
  void onlyChunksThatAreMissingOrBadAreFetchedAgain() throws IOException {
    store.onRead = (_, from, _) -> failFrom(from);
    assertFault(Fault.UNAVAILABLE, large);
    Set<Long> fetched = ConcurrentHashMap.newKeySet();
    store.onRead = (_, from, _) -> fetched.add(from);
    reopen(QUOTA);
    Path part = folder().resolve("part").resolve(large.hex());
    assertTrue(Files.size(part) <= LARGE.length);
    assertArrayEquals(LARGE, read(large));
    assertTrue(fetched.contains(2L * CHUNK), fetched::toString);
    assertFalse(Files.exists(part));
  }

  private static void failFrom(long from) throws IOException {
    if (from == 2L * CHUNK) {
      unavailable();
    }
  }

  @Test
  void partThatACrashLeftInAnyStateMakesNoWrongByte() throws IOException {
    cache.close();
    Path part = folder().resolve("part").resolve(large.hex());
    byte[] torn = LARGE.clone();
    torn[CHUNK + 5] ^= 1;
    Files.write(part, torn);
    Set<Long> fetched = ConcurrentHashMap.newKeySet();
    store.onRead = (_, from, _) -> fetched.add(from);
    cache = TestCache.open(folder(), QUOTA, store);
    assertArrayEquals(LARGE, read(large));
    assertEquals(Set.of((long) CHUNK), fetched);
    for (byte[] left : List.of(new byte[0], new byte[3], bytes(LARGE.length + 99, 3))) {
      cache.close();
      Files.delete(folder().resolve("blob").resolve(large.hex()));
      Files.write(part, left);
      cache = TestCache.open(folder(), QUOTA, store);
      assertArrayEquals(LARGE, read(large));
    }
  }

  @Test
  void blobInUseIsNeverEvicted() throws IOException {
    BlobDigest other = store.add(bytes(2 * CHUNK, 4));
    try (BlobLease lease = cache.open(large)) {
      var thrown = assertThrows(CacheFullException.class, () -> read(other));
      String message = String.valueOf(thrown.getMessage());
      assertTrue(message.contains(other.hex()) && message.contains("" + QUOTA), message);
      assertArrayEquals(LARGE, Files.readAllBytes(lease.file()));
      assertEquals(LARGE.length, cache.status().pinnedBytes());
    }
    assertArrayEquals(store.content(other), read(other));
    assertEquals(1, cache.status().evictions());
    assertEquals(0, cache.status().pinnedBytes());
    assertEquals(2L * CHUNK, cache.status().bytes());
    try (var left = Files.list(folder().resolve("blob"))) {
      assertEquals(1, left.count());
    }
    try (var left = Files.list(folder().resolve("trash"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void twoLeasesOfOneBlobBothHoldIt() throws IOException {
    BlobDigest other = store.add(bytes(2 * CHUNK, 4));
    BlobLease first = cache.open(large);
    BlobLease second = cache.open(large);
    first.close();
    first.close();
    assertThrows(CacheFullException.class, () -> read(other));
    second.close();
    assertArrayEquals(store.content(other), read(other));
  }

  @Test
  void blobThatCannotFitEvictsNothing() throws IOException {
    assertArrayEquals(LARGE, read(large));
    BlobDigest huge = store.add(bytes((int) QUOTA + 1, 4));
    assertThrows(CacheFullException.class, () -> read(huge));
    assertEquals(0, cache.status().evictions());
    assertEquals(LARGE.length, cache.status().bytes());
  }

  @Test
  void unfinishedBlobsCountAndGoFirst() throws IOException {
    BlobDigest small = store.add(bytes(CHUNK, 6));
    byte[] kept = read(small);
    Path part = folder().resolve("part").resolve(large.hex());
    store.onRead =
        (_, from, _) -> {
          if (from == 2L * CHUNK) {
            awaitSize(part, from); // the chunks before are fetched at the same time
          }
          failFrom(from);
        };
    assertFault(Fault.UNAVAILABLE, large);
    assertEquals(CHUNK + LARGE.length, cache.status().bytes());
    store.onRead = (_, _, _) -> {};
    reopen(QUOTA);
    BlobDigest other = store.add(bytes(2 * CHUNK, 4));
    assertArrayEquals(store.content(other), read(other));
    int reads = store.reads.get();
    assertArrayEquals(kept, read(small));
    assertEquals(reads, store.reads.get());
    assertFalse(Files.exists(part));
  }

  private static void awaitSize(Path file, long bytes) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!Files.exists(file) || Files.size(file) < bytes) {
      assertTrue(System.nanoTime() < end, () -> file + " doesn't grow to " + bytes);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void smallerQuotaThanBeforeIsKeptAtOnce() throws IOException {
    assertArrayEquals(LARGE, read(large));
    reopen(LARGE.length - 1);
    assertEquals(0, cache.status().bytes());
    try (var left = Files.list(folder().resolve("blob"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void folderBelongsToOneProcess() {
    var thrown = assertThrows(IOException.class, () -> TestCache.open(folder(), QUOTA, store));
    assertTrue(String.valueOf(thrown.getMessage()).contains(folder().toString()));
  }

  @Test
  void closingEndsDownloadsAndKeepsTheirParts() throws Exception {
    var begun = new CountDownLatch(1);
    store.onRead =
        (_, _, _) -> {
          begun.countDown();
          await(new CountDownLatch(1));
        };
    var reader = new FutureTask<>(() -> read(large));
    Thread _ = Thread.ofVirtual().start(reader);
    begun.await();
    cache.close();
    assertThrows(java.util.concurrent.ExecutionException.class, reader::get);
    store.onRead = (_, _, _) -> {};
    cache = TestCache.open(folder(), QUOTA, store);
    assertArrayEquals(LARGE, read(large));
  }

  @Test
  void strangersFilesInTheFolderAreRemoved() throws IOException {
    cache.close();
    Path stranger = Files.writeString(folder().resolve("blob/notes.txt"), "x");
    Path mark = Files.writeString(folder().resolve("verified").resolve(large.hex()), "1 2");
    cache = TestCache.open(folder(), QUOTA, store);
    assertFalse(Files.exists(stranger));
    assertFalse(Files.exists(mark));
  }
}
