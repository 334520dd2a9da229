package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Trains the network and an adapter on four objects: the loss falls, a training that was stopped
 * and one that wasn't end alike, and ONNX Runtime runs what is exported.
 */
class TrainingTest {
  private static final Path SCRIPT = Path.of("training", "train").toAbsolutePath();
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path APT = Path.of("/usr/bin/apt-get");
  private static final long MINUTES = 15;

  /** As the training itself does, with its variables for mirrors. */
  private static final String REACH =
      """
      import os, urllib.error, urllib.request
      for url in (os.environ.get("NPM_REGISTRY", "https://registry.npmjs.org"),
                  os.environ.get("MAVEN_CENTRAL", "https://repo.maven.apache.org/maven2")):
          try:
              urllib.request.urlopen(url + "/", timeout=30)
          except urllib.error.HTTPError:
              pass  # it answers, that is enough
      """;

  @Test
  void trainsAndExportsOnATinySubset() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(SCRIPT), "the function was copied without its training");
    assumeTrue(
        succeeds("import torch, numpy, PIL") || mayInstall(),
        "training needs python3-torch, python3-numpy and python3-pil, and only root may install"
            + " them");
    assumeTrue(succeeds(REACH), "training fetches its data from npm and Maven Central");
    Path folder = Path.of("target", "training").toAbsolutePath();
    Path log = Files.createDirectories(folder).resolve("log.txt");
    var builder =
        new ProcessBuilder(SCRIPT.toString(), "--smoke", folder.resolve("work").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process training = builder.start();
    boolean ended = training.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      training.descendants().forEach(ProcessHandle::destroyForcibly);
      training.destroyForcibly();
    }
    String said = Files.readString(log);
    assertTrue(ended, said);
    assertEquals(0, training.exitValue(), said);
    assertTrue(said.contains("smoke: error "), said);
    assertTrue(Files.isRegularFile(folder.resolve("work/export/model-adapters.onnx")), said);
  }

  private static boolean succeeds(String program) throws IOException, InterruptedException {
    return Files.isExecutable(PYTHON) && ends(PYTHON.toString(), "-c", program);
  }

  /** The script installs what is missing; here it's only asked whether it could. */
  private static boolean mayInstall() throws IOException, InterruptedException {
    return "root".equals(System.getProperty("user.name"))
        && Files.isExecutable(APT)
        && ends(APT.toString(), "update", "-qq")
        && ends(APT.toString(), "install", "--print-uris", "-qq", "python3-torch");
  }

  private static boolean ends(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
