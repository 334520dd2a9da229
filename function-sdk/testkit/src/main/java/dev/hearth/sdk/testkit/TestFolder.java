package dev.hearth.sdk.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folders of one run of a function, below one that is deleted with it. Weights and native
 * libraries are links to where they are.
 */
record TestFolder(Path top) implements AutoCloseable {
  /**
   * Makes the folders.
   *
   * @param built a built function's folder, which may be missing or lack parts
   * @param weights more weights, by name
   */
  static TestFolder make(Path built, Map<String, Path> weights) throws IOException {
    var folder = new TestFolder(Files.createTempDirectory("hearth-testkit"));
    Files.createDirectories(folder.root().resolve("weights"));
    Files.createDirectory(folder.scratch());
    folder.linkBuilt(built.toAbsolutePath());
    for (var each : weights.entrySet()) {
      Path link = folder.root().resolve("weights").resolve(each.getKey());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, each.getValue().toAbsolutePath());
    }
    return folder;
  }

  Path root() {
    return top.resolve("function");
  }

  Path scratch() {
    return top.resolve("scratch");
  }

  Path media() {
    return top.resolve("media");
  }

  private void linkBuilt(Path built) throws IOException {
    Path natives = built.resolve("native");
    if (Files.isDirectory(natives)) {
      Files.createSymbolicLink(root().resolve("native"), natives);
    }
    Path weights = built.resolve("weights");
    if (Files.isDirectory(weights)) {
      try (Stream<Path> all = Files.list(weights)) {
        for (Path each : all.filter(Files::isDirectory).toList()) {
          Files.createSymbolicLink(
              root().resolve("weights").resolve(each.getFileName().toString()), each);
        }
      }
    }
  }

  /** Links are deleted, not what they lead to. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
