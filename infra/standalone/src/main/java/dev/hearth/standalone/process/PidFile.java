package dev.hearth.standalone.process;

import dev.hearth.standalone.install.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Remembers a child on disk, for a supervisor that comes after a crash. The start time tells the
 * child from a later process with the same number.
 */
record PidFile(Path file) {
  /** Suffix of all such files. */
  static final String SUFFIX = ".child";

  void write(ProcessHandle process, String stopSignal) throws IOException {
    String started = process.info().startInstant().map(Instant::toString).orElse("");
    PrivateFiles.write(file, process.pid() + "\n" + started + "\n" + stopSignal + "\n");
  }

  /**
   * A child that still lives.
   *
   * @param stopSignal asks it to end
   */
  record Survivor(ProcessHandle process, String stopSignal) {}

  Optional<Survivor> survivor() throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < 3) {
        return Optional.empty();
      }
      return ProcessHandle.of(Long.parseLong(lines.getFirst()))
          .filter(ProcessHandle::isAlive)
          .filter(process -> startedAt(process).equals(lines.get(1)))
          .map(process -> new Survivor(process, lines.get(2)));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String startedAt(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
