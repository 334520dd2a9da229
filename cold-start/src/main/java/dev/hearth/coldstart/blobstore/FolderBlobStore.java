package dev.hearth.coldstart.blobstore;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobHasher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Blobs as files {@code ab/abcdef…} below a folder. A blob is written beside its place, synced,
 * checked, and then moved there, so that a crash leaves either the whole blob or none. Files are
 * readable by all, because sandboxed workers run as another user; writable by nobody.
 */
public final class FolderBlobStore implements BlobStore {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final Set<PosixFilePermission> READ_ONLY =
      PosixFilePermissions.fromString("r--r--r--");
  private static final Set<PosixFilePermission> TRAVERSABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path folder;

  /** Opens a store, making its folder where it is missing. */
  public FolderBlobStore(Path folder) throws IOException {
    this.folder = folder;
    makeFolder(folder);
    makeFolder(folder.resolve("incoming"));
  }

  @Override
  public boolean contains(BlobDigest digest) {
    return Files.isRegularFile(place(digest));
  }

  @Override
  public long put(BlobDigest digest, InputStream content, long maxBytes) throws IOException {
    Path incoming = folder.resolve("incoming").resolve(UUID.randomUUID().toString());
    try {
      long bytes = receive(digest, content, maxBytes, incoming);
      Path home = home(digest);
      makeFolder(home);
      Files.setPosixFilePermissions(incoming, READ_ONLY);
      Files.move(incoming, home.resolve(digest.hex()), StandardCopyOption.ATOMIC_MOVE);
      sync(home);
      return bytes;
    } finally {
      Files.deleteIfExists(incoming);
    }
  }

  private static long receive(
      BlobDigest expected, InputStream content, long maxBytes, Path incoming) throws IOException {
    var hasher = new BlobHasher();
    try (FileChannel out = FileChannel.open(incoming, CREATE_NEW, WRITE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        if (hasher.totalBytes() + read > maxBytes) {
          throw new BlobTooLargeException(maxBytes);
        }
        hasher.update(ByteBuffer.wrap(buffer, 0, read));
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      out.force(true);
    }
    long bytes = hasher.totalBytes();
    BlobDigest actual = hasher.finish();
    if (!actual.equals(expected)) {
      throw new DigestMismatchException(expected, actual);
    }
    return bytes;
  }

  @Override
  public Path file(BlobDigest digest) throws IOException {
    Path place = place(digest);
    if (!Files.isRegularFile(place)) {
      throw new NoSuchFileException(place.toString(), null, "no such blob");
    }
    return place;
  }

  private Path place(BlobDigest digest) {
    return home(digest).resolve(digest.hex());
  }

  private Path home(BlobDigest digest) {
    return folder.resolve(digest.hex().substring(0, 2));
  }

  private static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!Files.getPosixFilePermissions(folder).equals(TRAVERSABLE)) {
      Files.setPosixFilePermissions(folder, TRAVERSABLE);
    }
  }

  /** Makes a rename durable: on Linux a folder can be opened and synced like a file. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }
}
