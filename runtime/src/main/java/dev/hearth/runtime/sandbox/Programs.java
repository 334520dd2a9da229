package dev.hearth.runtime.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds system programs by absolute path, so that no PATH decides what runs as root. */
final class Programs {
  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));

  private Programs() {}

  static Optional<String> find(String name) {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString);
  }

  /** The program's path; one that is missing is named as such when it is started. */
  static String require(String name) {
    return find(name).orElse("/usr/bin/" + name);
  }
}
