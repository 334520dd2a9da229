package dev.hearth.coldstart.blobstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobHasher;
import dev.hearth.sdk.blob.BlobTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every blob store does. */
abstract class AbstractBlobStoreContract {
  static final int CHUNK = BlobDigest.CHUNK_BYTES;
  static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);
  static final BlobDigest DIGEST = BlobDigest.of(CONTENT);
  private static final long ENOUGH = 1L << 30;

  private BlobStore store;

  /** An empty store. */
  abstract BlobStore open() throws IOException;

  /** The store has nothing that isn't a whole blob. */
  abstract void assertNothingUnfinished() throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  final BlobStore store() {
    return store;
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 12_345})
  void storedBlobIsReadBack(int length) throws IOException {
    byte[] bytes = bytes(length);
    BlobDigest digest = BlobDigest.of(bytes);
    assertFalse(store.contains(digest));
    assertEquals(length, store.put(digest, new ByteArrayInputStream(bytes), ENOUGH));
    assertTrue(store.contains(digest));
    BlobTree tree = store.tree(digest);
    assertEquals(digest, tree.digest());
    assertEquals(length, tree.totalBytes());
    for (int chunk = 0; chunk < tree.chunkCount(); chunk++) {
      int from = (int) BlobTree.chunkStart(chunk);
      byte[] read = new byte[tree.chunkBytes(chunk)];
      store.read(digest, from, read, read.length);
      assertArrayEquals(Arrays.copyOfRange(bytes, from, from + read.length), read);
    }
  }

  @Test
  void anyRangeIsRead() throws IOException {
    byte[] bytes = bytes(100_000);
    BlobDigest digest = BlobDigest.of(bytes);
    long _ = store.put(digest, new ByteArrayInputStream(bytes), ENOUGH);
    byte[] into = new byte[60_000];
    store.read(digest, 40_001, into, 50_000);
    assertArrayEquals(Arrays.copyOfRange(bytes, 40_001, 90_001), Arrays.copyOf(into, 50_000));
    assertArrayEquals(new byte[10_000], Arrays.copyOfRange(into, 50_000, 60_000));
  }

  @Test
  void rangeBeyondTheEndIsAnError() throws IOException {
    long _ = store.put(DIGEST, content(), ENOUGH);
    byte[] into = new byte[100];
    assertFault(Fault.UNAVAILABLE, () -> store.read(DIGEST, 0, into, 100));
    assertFault(Fault.UNAVAILABLE, () -> store.read(DIGEST, 50, into, 1));
  }

  @Test
  void missingBlobIsNamed() {
    assertFault(Fault.MISSING, () -> store.tree(DIGEST));
    assertFault(Fault.MISSING, () -> store.read(DIGEST, 0, new byte[1], 1));
  }

  final void assertFault(Fault fault, org.junit.jupiter.api.function.Executable action) {
    var thrown = assertThrows(BlobStoreException.class, action);
    assertEquals(fault, thrown.fault(), thrown::toString);
    assertTrue(String.valueOf(thrown.getMessage()).contains(DIGEST.hex()), thrown::toString);
  }

  @Test
  void presentAreThoseThatAreStored() throws IOException {
    long _ = store.put(DIGEST, content(), ENOUGH);
    BlobDigest other = BlobDigest.of(new byte[1]);
    assertEquals(Set.of(DIGEST), store.present(List.of(other, DIGEST)));
    assertEquals(Set.of(), store.present(List.of()));
  }

  @Test
  void deletedBlobIsGoneAndMayComeAgain() throws IOException {
    BlobDigest other = BlobDigest.of(new byte[] {1});
    long _ = store.put(other, new ByteArrayInputStream(new byte[] {1}), ENOUGH);
    for (int turn = 0; turn < 2; turn++) {
      long _ = store.put(DIGEST, content(), ENOUGH);
      store.delete(DIGEST);
      store.delete(DIGEST);
      assertFalse(store.contains(DIGEST));
      assertFault(Fault.MISSING, () -> store.tree(DIGEST));
      assertFault(Fault.MISSING, () -> store.read(DIGEST, 0, new byte[1], 1));
    }
    assertTrue(store.contains(other));
  }

  @Test
  void otherContentIsRefusedAndLeavesNothing() throws IOException {
    BlobDigest wrong = BlobDigest.of(new byte[1]);
    assertThrows(DigestMismatchException.class, () -> store.put(wrong, content(), ENOUGH));
    var large = new ByteArrayInputStream(bytes(2 * CHUNK + 1));
    assertThrows(DigestMismatchException.class, () -> store.put(wrong, large, ENOUGH));
    assertFalse(store.contains(wrong));
    assertNothingUnfinished();
  }

  @Test
  void longerContentIsRefusedAndLeavesNothing() throws IOException {
    assertThrows(BlobTooLargeException.class, () -> store.put(DIGEST, content(), 6));
    assertEquals(7, store.put(DIGEST, content(), 7));
    byte[] large = bytes(2 * CHUNK + 1);
    BlobDigest digest = BlobDigest.of(large);
    assertThrows(
        BlobTooLargeException.class,
        () -> store.put(digest, new ByteArrayInputStream(large), 2 * CHUNK));
    assertFalse(store.contains(digest));
    assertNothingUnfinished();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 2 * CHUNK + 3})
  void brokenTransferLeavesNothing(int bytes) throws IOException {
    var broken = new BrokenStream(bytes);
    var thrown = assertThrows(IOException.class, () -> store.put(DIGEST, broken, ENOUGH));
    assertEquals("connection reset", thrown.getMessage());
    assertFalse(store.contains(DIGEST));
    assertNothingUnfinished();
  }

  @Test
  void sameBlobStoredByManyAtOnceIsWhole() throws Exception {
    byte[] bytes = bytes(CHUNK + 100);
    BlobDigest digest = BlobDigest.of(bytes);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> puts =
          IntStream.range(0, 6)
              .<Callable<Long>>mapToObj(
                  _ -> () -> store.put(digest, new ByteArrayInputStream(bytes), ENOUGH))
              .toList();
      for (var put : threads.invokeAll(puts)) {
        assertEquals(bytes.length, put.get());
      }
    }
    byte[] read = new byte[bytes.length];
    store.read(digest, 0, read, read.length);
    assertArrayEquals(bytes, read);
    assertNothingUnfinished();
  }

  private static BlobTree treeOf(byte[] bytes) {
    var hasher = new BlobHasher();
    hasher.update(ByteBuffer.wrap(bytes));
    return hasher.tree();
  }

  private static ByteBuffer chunk(byte[] bytes, int index) {
    int from = (int) BlobTree.chunkStart(index);
    return ByteBuffer.wrap(bytes, from, Math.min(CHUNK, bytes.length - from));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, CHUNK, 2 * CHUNK + 12_345})
  void chunksMakeTheBlobInAnyOrderAndAgain(int length) throws IOException {
    byte[] bytes = bytes(length);
    BlobTree tree = treeOf(bytes);
    PartialBlob blob = store.begin(tree);
    var receipts = new String[tree.chunkCount()];
    for (int index = tree.chunkCount() - 1; index >= 0; index--) {
      receipts[index] = store.putChunk(blob, index, chunk(bytes, index));
    }
    receipts[0] = store.putChunk(blob, 0, chunk(bytes, 0));
    assertFalse(store.contains(tree.digest()));
    store.complete(blob, List.of(receipts));
    assertTrue(store.contains(tree.digest()));
    assertEquals(length, store.tree(tree.digest()).totalBytes());
    byte[] read = new byte[length];
    store.read(tree.digest(), 0, read, length);
    assertArrayEquals(bytes, read);
    assertNothingUnfinished();
  }

  @Test
  void chunksOfOneBlobMayComeAtOnceThroughSeveralStores() throws Exception {
    byte[] bytes = bytes(3 * CHUNK);
    PartialBlob blob = store.begin(treeOf(bytes));
    try (BlobStore other = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> puts =
          IntStream.range(0, 6)
              .<Callable<String>>mapToObj(
                  n -> () -> (n < 3 ? store : other).putChunk(blob, n % 3, chunk(bytes, n % 3)))
              .toList();
      var receipts = new String[3];
      var answers = threads.invokeAll(puts);
      for (int n = 0; n < 6; n++) {
        receipts[n % 3] = answers.get(n).get();
      }
      other.complete(blob, List.of(receipts));
    }
    byte[] read = new byte[bytes.length];
    store.read(blob.digest(), 0, read, read.length);
    assertArrayEquals(bytes, read);
  }

  @Test
  void bytesThatAreNotTheChunkAreRefused() throws IOException {
    byte[] bytes = bytes(CHUNK + 100);
    PartialBlob blob = store.begin(treeOf(bytes));
    byte[] wrong = bytes.clone();
    wrong[CHUNK + 7] ^= 1;
    assertThrows(DigestMismatchException.class, () -> store.putChunk(blob, 1, chunk(wrong, 1)));
    assertThrows(DigestMismatchException.class, () -> store.putChunk(blob, 0, chunk(bytes, 1)));
    assertThrows(IllegalArgumentException.class, () -> store.putChunk(blob, 2, chunk(bytes, 1)));
    assertThrows(IllegalArgumentException.class, () -> store.putChunk(blob, -1, chunk(bytes, 1)));
    String first = store.putChunk(blob, 0, chunk(bytes, 0));
    assertThrows(IllegalStateException.class, () -> store.complete(blob, List.of(first)));
    assertFalse(store.contains(blob.digest()));
    store.abandon(blob);
    assertNothingUnfinished();
  }

  @Test
  void abandonedBlobIsGoneAndAbandoningIsRepeatable() throws IOException {
    PartialBlob blob = store.begin(treeOf(CONTENT));
    String _ = store.putChunk(blob, 0, ByteBuffer.wrap(CONTENT));
    store.abandon(blob);
    store.abandon(blob);
    assertNothingUnfinished();
    assertFalse(store.contains(DIGEST));
  }

  /** For stores that know their uploads; S3Proxy takes parts of an upload that was aborted. */
  final void assertAbandonedBlobIsMissing() throws IOException {
    PartialBlob blob = store.begin(treeOf(CONTENT));
    String receipt = store.putChunk(blob, 0, ByteBuffer.wrap(CONTENT));
    store.abandon(blob);
    assertFault(Fault.MISSING, () -> store.putChunk(blob, 0, ByteBuffer.wrap(CONTENT)));
    assertFault(Fault.MISSING, () -> store.complete(blob, List.of(receipt)));
    assertFalse(store.contains(DIGEST));
  }

  static InputStream content() {
    return new ByteArrayInputStream(CONTENT);
  }

  /** Ends with an error after some bytes. */
  private static final class BrokenStream extends InputStream {
    private int left;

    private BrokenStream(int bytes) {
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int _ = read(one, 0, 1);
      return one[0];
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        throw new IOException("connection reset");
      }
      int read = Math.min(left, length);
      left -= read;
      return read;
    }
  }
}
