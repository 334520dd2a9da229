package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The node's folders: one per worker and one for outputs. What an earlier runtime left in them is
 * deleted at start.
 *
 * @param base the runtime directory
 * @param temporary whether it goes with the node
 */
record NodeFolders(Path base, boolean temporary) {

  static NodeFolders open(Optional<Path> configured, WorkerUser user) throws IOException {
    Path base =
        configured.isPresent()
            ? configured.get().toAbsolutePath()
            : Files.createTempDirectory("hearth-");
    Files.createDirectories(base);
    var folders = new NodeFolders(base, configured.isEmpty());
    // Another user's processes must get through to their own folders below, and see nothing else.
    setMode(base, user.drops() ? "rwx--x--x" : "rwx------");
    folders.create(folders.workers(), user.drops() ? "rwx--x--x" : "rwx------");
    folders.create(folders.outputs(), "rwx------");
    return folders;
  }

  Path workers() {
    return base.resolve("w");
  }

  Path outputs() {
    return base.resolve("o");
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
    WorkerFolder.deleteTree(outputs());
    if (temporary) {
      Files.deleteIfExists(base);
    }
  }
}
