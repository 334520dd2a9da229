package dev.hearth.bench;

import dev.hearth.bench.machine.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The installation to measure: the one that runs, or else one that is started for the benchmark and
 * stopped at its end.
 */
record StartedInstallation(Path data, Path app, boolean ours) implements AutoCloseable {
  static StartedInstallation at(Path data, Path app) throws IOException, InterruptedException {
    boolean runs = Installation.runs(data);
    if (!runs) {
      hearth(data, app, "up", "--detach");
    }
    return new StartedInstallation(data, app, !runs);
  }

  @Override
  public void close() throws IOException {
    if (!ours) {
      return;
    }
    try {
      hearth(data, app, "down");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void hearth(Path data, Path app, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dhearth.app=" + app);
    command.add("-Dhearth.sources=" + System.getProperty("hearth.sources", ""));
    command.add("-Dhearth.data=" + data);
    command.addAll(List.of("-cp", app.resolve("cli/lib") + "/*", "dev.hearth.sdk.cli.Main"));
    command.addAll(List.of(arguments));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("hearth " + arguments[0] + " ended with " + status);
    }
  }
}
