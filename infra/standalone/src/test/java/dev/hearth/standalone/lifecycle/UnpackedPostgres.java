package dev.hearth.standalone.lifecycle;

import dev.hearth.standalone.postgres.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** PostgreSQL's programs, unpacked once for all installations of a test run. */
final class UnpackedPostgres {
  private static final Path HOME = unpack();

  private UnpackedPostgres() {}

  static Path home() {
    return HOME;
  }

  private static Path unpack() {
    try {
      Path folder = Files.createTempDirectory("hearth-programs");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return PostgresBinaries.in(folder).home();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
