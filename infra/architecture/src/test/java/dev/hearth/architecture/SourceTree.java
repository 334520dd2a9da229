package dev.hearth.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Finds this checkout from wherever the tests run. */
final class SourceTree {
  private SourceTree() {}

  /** The folder of the root pom. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("hearth"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no launcher above this folder");
    }
    return folder;
  }
}
