package dev.hearth.sdk.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the tests that the Python library has itself. */
class PythonLibraryTest {
  @Test
  void itsOwnTestsPass() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Python.interpreter(), "-B", "-m", "unittest", "discover", "-t", ".", "tests"))
            .directory(Python.LIBRARY.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.matches("(?s).*Ran [1-9]\\d+ tests in .*"), output);
  }
}
