package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The host's folders of one worker. Only the node and the user that workers run as can enter them.
 *
 * @param root for its socket
 * @param media for the media of its calls
 */
public record WorkerFolder(Path root, Path media) {
  /** Longest path of a Unix domain socket: {@code sun_path} has 108 bytes, the last one 0. */
  private static final int MAX_SOCKET_PATH_BYTES = 107;

  /** The folder that the worker sees as {@code /hearth}. */
  public Path socketFolder() {
    return root.resolve("s");
  }

  /** The socket that the node listens on. */
  public Path socket() {
    return socketFolder().resolve("worker.sock");
  }

  /** The socket of the worker's way out, where it has one. */
  public Path egressSocket() {
    return socketFolder().resolve(WorkerView.EGRESS_SOCKET);
  }

  /** The function's files, where they are not bound into a sandbox. */
  Path function() {
    return root.resolve("f");
  }

  /** The function's own program, where it has one. */
  Path program() {
    return root.resolve("p");
  }

  /** The writable folder, where the sandbox doesn't bring one. */
  Path scratch() {
    return root.resolve("t");
  }

  void create(WorkerUser user) throws IOException {
    int socketPathBytes =
        socket().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (socketPathBytes > MAX_SOCKET_PATH_BYTES) {
      throw new SandboxException(
          "socket path %s has %d bytes, at most %d are possible; choose a shorter runtime directory"
              .formatted(socket(), socketPathBytes, MAX_SOCKET_PATH_BYTES));
    }
    user.createPrivateFolder(root);
    user.createPrivateFolder(socketFolder());
    user.createPrivateFolder(media);
  }

  /** Deletes the folders and all in them; what is gone already is no error. */
  public void delete() throws IOException {
    deleteTree(root);
    deleteTree(media);
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
