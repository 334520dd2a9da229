package dev.hearth.sdk.function;

import java.nio.file.Path;

/**
 * What a function is given once, when its worker starts. It may keep it; all of it stays valid
 * until tear-down, on any thread.
 *
 * {@snippet file="dev/hearth/sdk/snippets/WishesSnippet.java" region="function"}
 */
public interface Setup {
  /**
   * The folder {@code weights/name} of the function version: verified, read-only and shared with
   * other workers.
   *
   * @throws IllegalArgumentException if the version has no weights of that name
   */
  Path weights(String name);

  /** The read-only folder {@code native/} of the function version, for shared libraries. */
  Path nativeLibraries();

  /** The device this worker runs on. */
  Device device();

  /** A private writable folder, emptied when the worker ends. */
  Path scratch();

  /**
   * A secret of the function's owner.
   *
   * @throws IllegalArgumentException if no secret of that name was granted
   */
  String secret(String name);

  /** Writes a line to the worker's log. */
  void log(String message);
}
