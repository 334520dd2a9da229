package dev.hearth.coldstart.cache;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files of a cache, of one process at a time.
 *
 * <pre>
 * blob/DIGEST      whole and verified; moved here once it is on disk, never written again
 * part/DIGEST      unfinished
 * verified/DIGEST  the mark of a verified file, here or in a folder store
 * trash/UUID       evicted, about to be deleted
 * lock             held while a process uses the folder
 * </pre>
 */
final class CacheFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel lock;

  private CacheFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Takes the folder; workers, who are other users, can pass through to the blobs. */
  static CacheFolder open(Path root) throws IOException {
    Files.createDirectories(root);
    var folder = new CacheFolder(root, lock(root));
    try {
      setMode(root, "rwx--x--x");
      folder.make("blob", "rwx--x--x");
      folder.make("part", "rwx------");
      folder.make("verified", "rwx------");
      folder.make("trash", "rwx------");
      folder.emptyTrash();
      return folder;
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel file = FileChannel.open(root.resolve("lock"), CREATE, WRITE);
    try {
      if (file.tryLock() != null) {
        return file;
      }
    } catch (OverlappingFileLockException e) {
      file.close();
      throw new IOException("this process uses the cache " + root + " already", e);
    }
    file.close();
    throw new IOException("another process uses the cache " + root);
  }

  private void make(String name, String mode) throws IOException {
    setMode(Files.createDirectories(root.resolve(name)), mode);
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  VerifiedMarks marks() {
    return new VerifiedMarks(root.resolve("verified"));
  }

  Path blob(BlobDigest digest) {
    return root.resolve("blob").resolve(digest.hex());
  }

  Path part(BlobDigest digest) {
    return root.resolve("part").resolve(digest.hex());
  }

  List<BlobDigest> blobs() throws IOException {
    return digests("blob");
  }

  List<BlobDigest> parts() throws IOException {
    return digests("part");
  }

  List<BlobDigest> marked() throws IOException {
    return digests("verified");
  }

  /** The digests in a folder; what has another name isn't ours to keep. */
  private List<BlobDigest> digests(String name) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(name))) {
      List<Path> all = files.toList();
      for (Path file : all) {
        if (!isDigest(file)) {
          Files.delete(file);
        }
      }
      return all.stream()
          .filter(CacheFolder::isDigest)
          .map(file -> new BlobDigest(file.getFileName().toString()))
          .toList();
    }
  }

  private static boolean isDigest(Path file) {
    return file.getFileName().toString().matches("[0-9a-f]{64}");
  }

  /** Makes a synced part the blob. */
  Path finish(BlobDigest digest) throws IOException {
    Path part = part(digest);
    Path blob = blob(digest);
    setMode(part, "r--r--r--");
    Files.move(part, blob, StandardCopyOption.ATOMIC_MOVE);
    sync(root.resolve("blob"));
    return blob;
  }

  /** Makes a rename durable: on Linux a folder can be opened and synced like a file. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  /**
   * Takes a blob and its part away, in no time however large they are.
   *
   * @return what is to be deleted
   */
  List<Path> discard(BlobDigest digest) throws IOException {
    Path trash = root.resolve("trash");
    Path blob = trash.resolve(UUID.randomUUID().toString());
    Path part = trash.resolve(UUID.randomUUID().toString());
    return Stream.of(moved(blob(digest), blob), moved(part(digest), part))
        .filter(Files::exists)
        .toList();
  }

  private static Path moved(Path from, Path to) throws IOException {
    return Files.exists(from) ? Files.move(from, to, StandardCopyOption.ATOMIC_MOVE) : to;
  }

  private void emptyTrash() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("trash"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Leaves the folder to the next process. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
