package dev.hearth.standalone.doctor;

import dev.hearth.standalone.process.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program of the system, which is run to see whether it is there and works.
 *
 * @param name as on the PATH, or a path of its own
 * @param purpose what is missed without it
 * @param needed whether Hearth doesn't work without it
 */
record Program(String name, List<String> version, String purpose, boolean needed) {
  private static final int PATIENCE_SECONDS = 20;
  private static final int MOST_CHARS = 100;

  Finding examine() {
    if (!Tools.has(name) && !Files.isExecutable(Path.of(name))) {
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
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().put("PATH", Tools.path());
    Process process = builder.start();
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    String first;
    try (var output = process.inputReader()) {
      // All of it, so that the program doesn't end for want of a reader.
      List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
      first = lines.isEmpty() ? "" : plain(lines.getFirst());
    }
    int status = process.waitFor();
    return status == 0
        ? Finding.ok(shortName(), first)
        : missing("doesn't run: it ends with status " + status);
  }

  /** Without what colours it, and not too long. */
  private static String plain(String line) {
    String text = line.replaceAll("\u001B\\[[0-9;]*m", "").replaceAll("\\p{Cntrl}", " ");
    return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text;
  }

  private String shortName() {
    return String.valueOf(Path.of(name).getFileName());
  }

  private Finding missing(String says) {
    String advice =
        purpose
            + (name.startsWith("/")
                ? ""
                : "; install it (on Debian: apt-get install " + debianPackage() + ")");
    return needed
        ? Finding.broken(shortName(), says, advice)
        : Finding.weak(shortName(), says, advice);
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
