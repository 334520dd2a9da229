package dev.hearth.standalone.doctor;

import dev.hearth.standalone.process.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program of the system, which is run to see whether it is there and works.
 *
 * @param purpose what is missed without it
 * @param needed whether Hearth doesn't work without it
 */
record Program(String name, List<String> version, String purpose, boolean needed) {
  private static final int PATIENCE_SECONDS = 20;
  private static final int MOST_CHARS = 100;

  Finding examine() {
    if (!Tools.has(name)) {
      return missing("not found");
    }
    try {
      return run();
    } catch (IOException e) {
      return missing(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return missing("interrupted");
    }
  }

  private Finding run() throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of(name));
    command.addAll(version);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().put("PATH", Tools.path());
    Process process = builder.start();
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    String first;
    try (var output = process.inputReader()) {
      first = output.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }
    return process.waitFor() == 0
        ? Finding.ok(name, first.length() > MOST_CHARS ? first.substring(0, MOST_CHARS) : first)
        : missing("doesn't run: " + first);
  }

  private Finding missing(String says) {
    String advice = purpose + "; install it (on Debian: apt-get install " + debianPackage() + ")";
    return needed ? Finding.broken(name, says, advice) : Finding.weak(name, says, advice);
  }

  private String debianPackage() {
    return switch (name) {
      case "mvn" -> "maven";
      case "bwrap" -> "bubblewrap";
      case "setsid", "setpriv", "unshare", "prlimit" -> "util-linux";
      default -> name;
    };
  }
}
