package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads counters of the form {@code name value}, one a line. */
final class CgroupEvents {
  private CgroupEvents() {}

  /** The counter; 0 when the kernel doesn't keep it. */
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
}
