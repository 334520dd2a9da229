package dev.hearth.standalone.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a running supervisor says of itself in {@code run/supervisor.pid}, one value a line: the
 * launcher reads it too.
 *
 * @param pid its process
 * @param copy digest of the program copy it runs from
 * @param phase how far it is
 */
public record RunningSupervisor(long pid, String copy, Phase phase) {
  private static final String FILE = "supervisor.pid";

  /** How far a supervisor is. */
  public enum Phase {
    /** Children are being started. */
    STARTING,
    /** A real call succeeded. */
    READY,
    /** Children are being ended. */
    STOPPING;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the file says, if its process lives. */
  public static Optional<RunningSupervisor> find(DataFolder data) throws IOException {
    try {
      List<String> lines = Files.readAllLines(data.run().resolve(FILE));
      if (lines.size() < 3) {
        return Optional.empty();
      }
      var found =
          new RunningSupervisor(
              Long.parseLong(lines.get(0)),
              lines.get(1),
              Phase.valueOf(lines.get(2).toUpperCase(Locale.ROOT)));
      return ProcessHandle.of(found.pid).filter(ProcessHandle::isAlive).map(_ -> found);
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Says that this is so. */
  public void write(DataFolder data) throws IOException {
    PrivateFiles.write(data.run().resolve(FILE), pid + "\n" + copy + "\n" + phase.word() + "\n");
  }

  /** Says that no supervisor runs. */
  public static void clear(DataFolder data) throws IOException {
    Files.deleteIfExists(file(data));
  }

  private static Path file(DataFolder data) {
    return data.run().resolve(FILE);
  }
}
