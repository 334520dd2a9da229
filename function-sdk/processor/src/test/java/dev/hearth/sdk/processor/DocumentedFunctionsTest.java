package dev.hearth.sdk.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions in the documentation of the API are functions. */
class DocumentedFunctionsTest {
  private static final Path SNIPPETS = Path.of("../api/src/test/java/dev/hearth/sdk/snippets");

  @Test
  void eachIsTaken(@TempDir Path folder) throws IOException {
    try (Stream<Path> files = Files.list(SNIPPETS)) {
      List<Path> functions = files.filter(DocumentedFunctionsTest::isFunction).sorted().toList();
      assertTrue(functions.size() > 8, functions::toString);
      for (Path function : functions) {
        String name = String.valueOf(function.getFileName()).replace(".java", "");
        var source = new Compilation.Source(name, Files.readString(function));
        Compilation compilation =
            Compilation.of(Files.createDirectory(folder.resolve(name)), List.of(source));
        assertEquals(List.of(), compilation.errors(), name);
        assertTrue(compilation.codecClass().endsWith(name + "Codec"), name);
      }
    }
  }

  private static boolean isFunction(Path file) {
    try {
      return Files.readString(file).contains("\n@HearthFunction(");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
