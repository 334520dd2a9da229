package dev.hearth.standalone.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.deploy.FunctionFolder;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples that are programs in Python pass their own tests, and are ready to be deployed. */
final class PythonExamplesTest {
  private static final Path EXAMPLES = Path.of("../../examples").toAbsolutePath().normalize();

  @ParameterizedTest
  @ValueSource(strings = "qr-code")
  void itsOwnTestsPass(String name) throws Exception {
    String output =
        run(EXAMPLES.resolve(name), python(), "-B", "-m", "unittest", "discover", "tests");
    assertTrue(output.matches("(?s).*Ran [1-9]\\d+ tests in .*\\nOK\\n"), output);
  }

  @ParameterizedTest
  @ValueSource(strings = "qr-code")
  void folderIsAFunctionOfThatName(String name) throws IOException {
    var manifest = FunctionFolder.read(EXAMPLES.resolve(name)).manifest();
    assertEquals(name, manifest.descriptor().name());
    List<String> paths = manifest.files().stream().map(ManifestFile::path).toList();
    assertTrue(paths.containsAll(List.of("main.py", "hearth/__init__.py")), paths.toString());
  }

  private static String run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int _ = process.waitFor();
    return output;
  }

  /** Without one the tests fail, as what they prove isn't proved then. */
  private static String python() {
    return MissingProgram.FOLDERS.stream()
        .map(folder -> folder.resolve("python3"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(
            () ->
                new AssertionError(
                    "python3 isn't installed; ./hearth test installs it on Debian (apt-get install"
                        + " python3)"));
  }
}
