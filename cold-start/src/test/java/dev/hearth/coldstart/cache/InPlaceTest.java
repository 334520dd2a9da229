package dev.hearth.coldstart.cache;

import static dev.hearth.coldstart.cache.TestCache.CHUNK;
import static dev.hearth.coldstart.cache.TestCache.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearth.coldstart.blobstore.BlobStoreException;
import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.coldstart.blobstore.FolderBlobStore;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache over a folder store of the same machine. */
final class InPlaceTest {
  private static final byte[] CONTENT = bytes(CHUNK + 10, 1);
  private static final BlobDigest DIGEST = BlobDigest.of(CONTENT);

  @TempDir private Path temporary;
  private FolderBlobStore store;
  private BlobCache cache;

  @BeforeEach
  void open() throws IOException {
    store = new FolderBlobStore(temporary.resolve("blobs"));
    long _ = store.put(DIGEST, new ByteArrayInputStream(CONTENT), CONTENT.length);
    cache = TestCache.open(temporary.resolve("cache"), 0, store);
  }

  @AfterEach
  void close() throws IOException {
    cache.close();
  }

  private Path stored() throws IOException {
    return store.file(DIGEST).orElseThrow();
  }

  private void assertServed() throws IOException {
    try (BlobLease lease = cache.open(DIGEST)) {
      assertEquals(stored(), lease.file());
      assertArrayEquals(CONTENT, Files.readAllBytes(lease.file()));
    }
  }

  @Test
  void isServedWhereItLiesAndTakesNothingOfTheQuota() throws IOException {
    assertServed();
    assertEquals(0, cache.status().bytes());
    assertEquals(0, cache.status().blobs());
    assertEquals(0, cache.status().fetchedBytes());
  }

  @Test
  void isHashedOnceEvenOverARestart() throws IOException {
    assertServed();
    assertServed();
    assertEquals(CONTENT.length, cache.status().verifiedBytes());
    cache.close();
    cache = TestCache.open(temporary.resolve("cache"), 0, store);
    assertServed();
    assertEquals(0, cache.status().verifiedBytes());
  }

  @Test
  void changedFileIsAnErrorAndAGoodOneIsServedAgain() throws IOException {
    assertServed();
    FileTime modified = Files.getLastModifiedTime(stored());
    byte[] changed = CONTENT.clone();
    changed[0] ^= 1;
    Files.setPosixFilePermissions(stored(), PosixFilePermissions.fromString("rw-r--r--"));
    Files.write(stored(), changed);
    Files.setLastModifiedTime(stored(), modified);
    var thrown = assertThrows(BlobStoreException.class, () -> cache.open(DIGEST));
    assertEquals(Fault.CORRUPT, thrown.fault());
    long _ = store.put(DIGEST, new ByteArrayInputStream(CONTENT), CONTENT.length);
    assertServed();
  }

  @Test
  void changeWhileItIsLeasedIsSeenByTheNextLease() throws IOException {
    try (BlobLease _ = cache.open(DIGEST)) {
      Files.setPosixFilePermissions(stored(), PosixFilePermissions.fromString("rw-r--r--"));
      Files.write(stored(), bytes(CONTENT.length, 2));
      assertThrows(BlobStoreException.class, () -> cache.open(DIGEST));
    }
  }

  @Test
  void markOfABlobThatLeftTheStoreIsForgotten() throws IOException {
    assertServed();
    Path mark = temporary.resolve("cache/verified").resolve(DIGEST.hex());
    assertEquals(true, Files.exists(mark));
    Files.delete(stored());
    var thrown = assertThrows(BlobStoreException.class, () -> cache.open(DIGEST));
    assertEquals(Fault.MISSING, thrown.fault());
    cache.close();
    cache = TestCache.open(temporary.resolve("cache"), 0, store);
    assertFalse(Files.exists(mark));
  }
}
