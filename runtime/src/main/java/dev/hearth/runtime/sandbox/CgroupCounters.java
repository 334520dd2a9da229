package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads counters of a control group. */
final class CgroupCounters {
  private CgroupCounters() {}

  /** A counter of a file with one {@code name value} a line; 0 when the kernel doesn't keep it. */
  static long count(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name + " "))
          .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // the group is gone, so nothing can be said of it
    }
  }

  /** The counter of a file that has just one; empty when the group is gone. */
  static Optional<Long> number(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
