package dev.hearth.standalone.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one installation for all test classes, by the launcher, and stops it after the last. What
 * Maven built before this module is what runs: the launcher builds nothing here.
 */
final class RunningInstallation implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(RunningInstallation.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Installation.class;
  }

  @Override
  public Installation resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Started.class, key -> Started.start(), Started.class)
        .installation();
  }

  /** The started installation; closing it stops it. */
  private record Started(Installation installation) implements AutoCloseable {
    private static final int LONGEST_MINUTES = 5;

    static Started start() {
      try {
        Path data = Files.createTempDirectory(Path.of("/var/tmp"), "hearth-test");
        launch(
            "up",
            "--detach",
            "--data",
            data.toString(),
            "--api-port",
            "0",
            "--console-port",
            "0",
            "--internal-port",
            "0",
            "--postgres-port",
            "0");
        return new Started(Installation.read(data));
      } catch (IOException e) {
        throw new IllegalStateException("the installation didn't start", e);
      }
    }

    @Override
    public void close() throws IOException {
      launch("down", "--data", installation.data().toString());
      try (var files = Files.walk(installation.data())) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }

    private static void launch(String... arguments) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(root().resolve("hearth").toString());
      command.addAll(Arrays.asList(arguments));
      var builder = new ProcessBuilder(command).inheritIO();
      builder.environment().put("HEARTH_SKIP_BUILD", "1");
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process process = builder.start();
      try {
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
          process.destroyForcibly();
          throw new IOException("this failed: " + String.join(" ", command));
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    private static Path root() {
      Path folder = Path.of("").toAbsolutePath();
      while (!Files.exists(folder.resolve("hearth"))) {
        folder = Objects.requireNonNull(folder.getParent(), "no launcher above " + folder);
      }
      return folder;
    }
  }
}
