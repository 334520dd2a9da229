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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    return run(script, task, List.of(), Map.of());
  }

  /**
   * Runs a script with options of Node and further environment variables.
   *
   * @param preloaded scripts that run before it
   */
  static JsonNode run(
      String script, JsonNode task, List<String> preloaded, Map<String, String> environment)
      throws IOException, InterruptedException, URISyntaxException {
    Path output = Files.createTempFile("node", ".json");
    output.toFile().deleteOnExit();
    var line = new ArrayList<>(List.of(node().toString()));
    for (String each : preloaded) {
      line.addAll(List.of("--require", path(each)));
    }
    line.add(path(script));
    var builder =
        new ProcessBuilder(line)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
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

  private static String path(String script) throws URISyntaxException {
    return Path.of(resource(script).toURI()).toString();
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
