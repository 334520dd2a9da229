package dev.hearth.runtime.sandbox;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The node's folders: one per worker, one for the media of each worker's calls, one for outputs,
 * one for a cache that has no other, and one for what sandboxes are started with. What an earlier
 * runtime left in them is deleted at start, so a lock makes sure that it is gone.
 *
 * @param base the runtime directory
 * @param work where media and outputs stand
 * @param temporary whether it goes with the node
 * @param lock held while the node lives; the kernel frees it whatever way the node ends
 */
record NodeFolders(Path base, Path work, boolean temporary, FileChannel lock) {

  static NodeFolders open(Optional<Path> configured, Optional<Path> configuredWork, WorkerUser user)
      throws IOException {
    Path base =
        configured.isPresent()
            ? configured.get().toAbsolutePath()
            : Files.createTempDirectory("hearth-");
    Path work = configuredWork.map(Path::toAbsolutePath).orElse(base);
    Files.createDirectories(base);
    Files.createDirectories(work);
    var folders = new NodeFolders(base, work, configured.isEmpty(), lock(base));
    // Another user's processes must get through to their own folders below, and see nothing else.
    String passed = user.drops() ? "rwx--x--x" : "rwx------";
    setMode(base, passed);
    setMode(work, passed);
    folders.create(folders.workers(), passed);
    folders.create(folders.media(), passed);
    folders.create(folders.outputs(), "rwx------");
    folders.create(folders.cache(), "rwx------");
    folders.create(folders.launch(), passed);
    return folders;
  }

  private static FileChannel lock(Path base) throws IOException {
    FileChannel file = FileChannel.open(base.resolve("lock"), CREATE, WRITE);
    try {
      if (file.tryLock() != null) {
        return file;
      }
    } catch (java.nio.channels.OverlappingFileLockException e) {
      file.close();
      throw new SandboxException("this process runs another node in " + base, e);
    }
    file.close();
    throw new SandboxException("another runtime runs in " + base);
  }

  Path workers() {
    return base.resolve("w");
  }

  Path media() {
    return work.resolve("m");
  }

  Path outputs() {
    return work.resolve("o");
  }

  /** What the cache remembers only while the node lives. */
  Path cache() {
    return base.resolve("c");
  }

  /** What sandboxes are started with. */
  Path launch() {
    return base.resolve("l");
  }

  private void create(Path folder, String permissions) throws IOException {
    WorkerFolder.deleteTree(folder);
    Files.createDirectory(folder);
    setMode(folder, permissions);
  }

  private static void setMode(Path folder, String permissions) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  void remove() throws IOException {
    WorkerFolder.deleteTree(workers());
    WorkerFolder.deleteTree(media());
    WorkerFolder.deleteTree(outputs());
    WorkerFolder.deleteTree(cache());
    WorkerFolder.deleteTree(launch());
    Files.deleteIfExists(base.resolve("lock"));
    lock.close();
    if (temporary) {
      Files.deleteIfExists(base);
    }
  }
}
