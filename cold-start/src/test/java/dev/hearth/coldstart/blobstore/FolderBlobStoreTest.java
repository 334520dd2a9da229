package dev.hearth.coldstart.blobstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderBlobStoreTest {
  private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);
  private static final BlobDigest DIGEST = BlobDigest.of(CONTENT);

  @TempDir private Path folder;
  private FolderBlobStore store;

  @BeforeEach
  void open() throws IOException {
    store = new FolderBlobStore(folder.resolve("blobs"));
  }

  @Test
  void storedBlobIsReadBackReadOnly() throws IOException {
    assertFalse(store.contains(DIGEST));
    assertEquals(CONTENT.length, store.put(DIGEST, content(), CONTENT.length));
    assertTrue(store.contains(DIGEST));
    assertArrayEquals(CONTENT, Files.readAllBytes(store.file(DIGEST)));
    assertEquals(
        "r--r--r--",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(store.file(DIGEST))));
  }

  @Test
  void otherContentIsRefusedAndLeavesNothing() throws IOException {
    var wrong = BlobDigest.of("other".getBytes(StandardCharsets.UTF_8));
    assertThrows(DigestMismatchException.class, () -> store.put(wrong, content(), 100));
    assertFalse(store.contains(wrong));
    assertNothingIncoming();
  }

  @Test
  void longerContentIsRefusedAndLeavesNothing() throws IOException {
    assertThrows(
        BlobTooLargeException.class, () -> store.put(DIGEST, content(), CONTENT.length - 1));
    assertFalse(store.contains(DIGEST));
    assertNothingIncoming();
  }

  @Test
  void brokenTransferLeavesNothing() throws IOException {
    var broken = new BrokenStream();
    assertThrows(IOException.class, () -> store.put(DIGEST, broken, 100));
    assertFalse(store.contains(DIGEST));
    assertNothingIncoming();
  }

  @Test
  void sameBlobStoredByManyAtOnceIsWhole() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> puts =
          IntStream.range(0, 16)
              .<Callable<Long>>mapToObj(_ -> () -> store.put(DIGEST, content(), 100))
              .toList();
      for (var put : threads.invokeAll(puts)) {
        assertEquals(CONTENT.length, put.get());
      }
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(store.file(DIGEST)));
    assertNothingIncoming();
  }

  @Test
  void missingBlobIsNamed() {
    var missing = assertThrows(NoSuchFileException.class, () -> store.file(DIGEST));
    assertTrue(String.valueOf(missing.getMessage()).contains(DIGEST.hex()));
  }

  private void assertNothingIncoming() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("blobs/incoming"))) {
      assertEquals(0, files.count());
    }
  }

  private static InputStream content() {
    return new ByteArrayInputStream(CONTENT);
  }

  /** Ends with an error after three bytes. */
  private static final class BrokenStream extends InputStream {
    private int left = 3;

    @Override
    public int read() throws IOException {
      if (left-- == 0) {
        throw new IOException("connection reset");
      }
      return 'x';
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      into[offset] = (byte) read();
      return 1;
    }
  }
}
