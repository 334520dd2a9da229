package dev.hearth.coldstart.blobstore;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobHasher;
import dev.hearth.sdk.blob.BlobTree;
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
import java.util.List;
import java.util.Optional;
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
    Path incoming = incoming(UUID.randomUUID());
    try {
      long bytes = receive(digest, content, maxBytes, incoming);
      moveHome(incoming, digest);
      return bytes;
    } finally {
      Files.deleteIfExists(incoming);
    }
  }

  private Path incoming(UUID id) {
    return folder.resolve("incoming").resolve(id.toString());
  }

  private void moveHome(Path incoming, BlobDigest digest) throws IOException {
    Path home = home(digest);
    makeFolder(home);
    Files.setPosixFilePermissions(incoming, READ_ONLY);
    Files.move(incoming, home.resolve(digest.hex()), StandardCopyOption.ATOMIC_MOVE);
    sync(home);
  }

  private static long receive(
      BlobDigest expected, InputStream content, long maxBytes, Path incoming) throws IOException {
    var body = new HashedContent(content, maxBytes);
    try (FileChannel out = FileChannel.open(incoming, CREATE_NEW, WRITE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = body.read(buffer); read > 0; read = body.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      out.force(true);
    }
    return body.verify(expected).totalBytes();
  }

  @Override
  public PartialBlob begin(BlobTree tree) throws IOException {
    UUID id = UUID.randomUUID();
    Files.createFile(incoming(id));
    return new PartialBlob(tree, id.toString());
  }

  /** Every writer of a chunk writes the same bytes, so that they may do so at once. */
  @Override
  public String putChunk(PartialBlob blob, int index, ByteBuffer chunk) throws IOException {
    blob.verify(index, chunk);
    ByteBuffer bytes = chunk.duplicate();
    long from = BlobTree.chunkStart(index) - bytes.position();
    try (FileChannel out = FileChannel.open(place(blob), WRITE)) {
      while (bytes.hasRemaining()) {
        out.write(bytes, from + bytes.position());
      }
      out.force(false);
    } catch (NoSuchFileException e) {
      throw BlobStoreException.missing(blob.digest(), folder);
    }
    return "";
  }

  @Override
  public void complete(PartialBlob blob, List<String> receipts) throws IOException {
    try {
      long bytes = Files.size(place(blob));
      if (bytes != blob.tree().totalBytes() || receipts.size() != blob.tree().chunkCount()) {
        throw new IllegalStateException(
            "%d bytes in %d chunks aren't the whole of %s"
                .formatted(bytes, receipts.size(), blob.digest()));
      }
      moveHome(place(blob), blob.digest());
    } catch (NoSuchFileException e) {
      throw BlobStoreException.missing(blob.digest(), folder);
    }
  }

  @Override
  public void abandon(PartialBlob blob) throws IOException {
    Files.deleteIfExists(place(blob));
  }

  @Override
  public void delete(BlobDigest digest) throws IOException {
    if (Files.deleteIfExists(place(digest))) {
      sync(home(digest));
    }
  }

  private Path place(PartialBlob blob) {
    return incoming(UUID.fromString(blob.id()));
  }

  @Override
  public BlobTree tree(BlobDigest digest) throws IOException {
    var hasher = new BlobHasher();
    try (FileChannel blob = open(digest)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (blob.read(buffer.clear()) >= 0) {
        hasher.update(buffer.flip());
      }
    }
    BlobTree tree = hasher.tree();
    if (!tree.digest().equals(digest)) {
      throw new BlobStoreException(
          Fault.CORRUPT, place(digest) + " has digest " + tree.digest() + ", not its name's");
    }
    return tree;
  }

  @Override
  public void read(BlobDigest digest, long from, byte[] into, int bytes) throws IOException {
    try (FileChannel blob = open(digest)) {
      ByteBuffer range = ByteBuffer.wrap(into, 0, bytes);
      while (range.hasRemaining()) {
        if (blob.read(range, from + range.position()) < 0) {
          throw BlobStoreException.tooShort(digest, range.remaining());
        }
      }
    }
  }

  private FileChannel open(BlobDigest digest) throws IOException {
    try {
      return FileChannel.open(place(digest), READ);
    } catch (NoSuchFileException e) {
      throw BlobStoreException.missing(digest, folder);
    }
  }

  @Override
  public Optional<Path> file(BlobDigest digest) throws IOException {
    if (!contains(digest)) {
      throw BlobStoreException.missing(digest, folder);
    }
    return Optional.of(place(digest));
  }

  /** Has nothing to free. */
  @Override
  public void close() {}

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
