package dev.hearth.standalone.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.descriptor.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MissingProgramTest {
  @TempDir private Path folder = Path.of("");

  private Optional<String> missing(String... command) {
    var entry = new Entry.Program(List.of(command));
    return MissingProgram.of(entry, List.of(folder.resolve("none"), folder));
  }

  @Test
  void onlyAnExecutableFileIsAProgram() throws IOException {
    assertEquals(Optional.of("python3"), missing("python3", "main.py"));
    Path file = Files.createFile(folder.resolve("python3"));
    assertEquals(Optional.of("python3"), missing("python3", "main.py"));
    file.toFile().setExecutable(true);
    assertEquals(Optional.empty(), missing("python3", "main.py"));
  }

  @Test
  void whatAFunctionBringsItselfIsNotMissing() {
    assertEquals(Optional.empty(), missing("bin/serve"));
    assertEquals(Optional.empty(), MissingProgram.of(new Entry.Codec("a.B"), List.of()));
  }
}
