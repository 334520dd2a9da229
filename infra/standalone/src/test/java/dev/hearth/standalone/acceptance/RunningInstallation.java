package dev.hearth.standalone.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one installation for all test classes, by the launcher, and stops it after the last; and a
 * further one with TLS for those that ask for it. What Maven built before this module is what runs:
 * the launcher builds nothing here.
 */
final class RunningInstallation implements ParameterResolver {
  /** Names the data folder of a running installation to test instead, while working on tests. */
  private static final String RUNNING = "hearth.test.data";

  private static final Namespace NAMESPACE = Namespace.create(RunningInstallation.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Installation.class || type == TlsInstallation.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var store = context.getRoot().getStore(NAMESPACE);
    if (parameter.getParameter().getType() == TlsInstallation.class) {
      Started overTls =
          store.computeIfAbsent(
              TlsInstallation.class, key -> Started.start("--tls-port", "0"), Started.class);
      return TlsInstallation.of(overTls.installation());
    }
    return store
        .computeIfAbsent(Started.class, key -> Started.shared(), Started.class)
        .installation();
  }

  /** The launcher with these arguments, ready to start; errors go where output goes. */
  static ProcessBuilder launcher(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(root().resolve("hearth").toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HEARTH_SKIP_BUILD", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("hearth"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no launcher above " + folder);
    }
    return folder;
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The installation that the tests share; closing it stops it. */
  private record Started(Installation installation, boolean ours) implements AutoCloseable {
    private static final Path LOG = Path.of("target", "installation.log");
    private static final int LONGEST_MINUTES = 10;

    static Started shared() {
      String running = System.getProperty(RUNNING);
      try {
        return running == null ? start() : new Started(Installation.read(Path.of(running)), false);
      } catch (IOException e) {
        throw new IllegalStateException("no installation runs in " + running, e);
      }
    }

    static Started start(String... more) {
      try {
        // Below a folder that only we can enter: workers, who are others, must still find their
        // files.
        Path closed = Files.createTempDirectory(Path.of("/var/tmp"), "hearth-test");
        Path data = closed.resolve("data");
        List<String> up = new ArrayList<>(List.of("up", "--detach", "--data", data.toString()));
        for (String port : List.of("api", "console", "internal", "postgres")) {
          up.addAll(List.of("--" + port + "-port", "0"));
        }
        up.addAll(List.of(more));
        launch(up);
        return new Started(Installation.read(data), true);
      } catch (IOException e) {
        throw new IllegalStateException("the installation didn't start", e);
      }
    }

    @Override
    public void close() throws IOException {
      if (ours) {
        launch(List.of("down", "--data", installation.data().toString()));
        delete(Objects.requireNonNull(installation.data().getParent()));
      }
    }

    private static void launch(List<String> arguments) throws IOException {
      Process process =
          launcher(arguments)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
              .start();
      try {
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
          process.destroyForcibly();
          throw new IOException(String.join(" ", arguments) + " failed: " + Files.readString(LOG));
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
