package dev.hearth.coldstart.blobstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderBlobStoreTest extends AbstractBlobStoreContract {
  @TempDir private Path folder;

  @Override
  BlobStore open() throws IOException {
    return new FolderBlobStore(folder.resolve("blobs"));
  }

  @Override
  void assertNothingUnfinished() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("blobs/incoming"))) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void blobIsAReadOnlyFileThatAllMayRead() throws IOException {
    assertFault(Fault.MISSING, () -> store().file(DIGEST));
    long _ = store().put(DIGEST, content(), CONTENT.length);
    Path file = store().file(DIGEST).orElseThrow();
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    assertEquals("r--r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void changedFileHasNoTree() throws IOException {
    long _ = store().put(DIGEST, content(), CONTENT.length);
    Path file = store().file(DIGEST).orElseThrow();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(file, "Weights");
    assertFault(Fault.CORRUPT, () -> store().tree(DIGEST));
  }

  @Test
  void abandonedBlobIsMissing() throws IOException {
    assertAbandonedBlobIsMissing();
  }
}
