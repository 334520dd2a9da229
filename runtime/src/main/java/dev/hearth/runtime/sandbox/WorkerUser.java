package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Who workers are on the host. A runtime that is root gives up root before the sandbox is built:
 * the kernel exempts uid 0 from {@code RLIMIT_NPROC}, and a way out of the sandbox would end at
 * root. Any other runtime's workers are the runtime's own user.
 *
 * @param id user and group id that workers get
 * @param drops whether the runtime is root
 */
record WorkerUser(int id, boolean drops) {
  static WorkerUser of(int configuredId) throws IOException {
    boolean root = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    return new WorkerUser(configuredId, root);
  }

  /** What stands before the command that is to run as this user. */
  List<String> prefix() {
    return drops
        ? List.of(
            Programs.require("setpriv"), "--reuid=" + id, "--regid=" + id, "--clear-groups", "--")
        : List.of();
  }

  /** Makes a folder that only the node and this user can enter. */
  void createPrivateFolder(Path folder) throws IOException {
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    own(folder);
  }

  /** Gives a file to this user. */
  void own(Path file) throws IOException {
    if (drops) {
      Files.setAttribute(file, "unix:gid", id);
      Files.setAttribute(file, "unix:uid", id);
    }
  }
}
