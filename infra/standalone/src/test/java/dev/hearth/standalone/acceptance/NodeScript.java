package dev.hearth.standalone.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs a script of the test resources on the Node that Playwright's driver bundle ships, so that
 * the machine needs none.
 */
final class NodeScript {
  private static final Path NODE = Path.of("target", "node", "node").toAbsolutePath();
  private static final int LONGEST_SECONDS = 300;

  private NodeScript() {}

  /**
   * Runs a script with a task on its standard input.
   *
   * @return the JSON that it printed
   */
  static JsonNode run(String script, JsonNode task)
      throws IOException, InterruptedException, URISyntaxException {
    Path file = Path.of(resource(script).toURI());
    Path output = Files.createTempFile("node", ".json");
    Process process =
        new ProcessBuilder(node().toString(), file.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(Installation.JSON.writeValueAsBytes(task));
    }
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(script + " ran longer than " + LONGEST_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(script + " ended with " + process.exitValue());
    }
    return Installation.JSON.readTree(output.toFile());
  }

  private static synchronized Path node() throws IOException {
    if (!Files.isExecutable(NODE)) {
      Files.createDirectories(NODE.getParent());
      Path part = NODE.resolveSibling("node.part");
      try (InputStream bytes = resource("/driver/" + platform() + "/node").openStream()) {
        Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(part, NODE, StandardCopyOption.ATOMIC_MOVE);
    }
    return NODE;
  }

  private static String platform() {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return arch.equals("aarch64") ? "linux-arm64" : "linux";
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(NodeScript.class.getResource(name), name);
  }
}
