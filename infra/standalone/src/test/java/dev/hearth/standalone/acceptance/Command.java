package dev.hearth.standalone.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code hearth} command as a person runs it, through the launcher. */
record Command(Installation installation, Path cache) {
  private static final int LONGEST_MINUTES = 5;

  /** How it ended, and all that it wrote. */
  record Ended(int status, String output) {
    JsonNode json() throws IOException {
      return Installation.JSON.readTree(output);
    }
  }

  /** Starts a command; trees of files are remembered in a folder of the test's own. */
  Process start(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--data");
    all.add(installation.data().toString());
    ProcessBuilder builder = RunningInstallation.launcher(all);
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().keySet().removeAll(List.of("HEARTH_API", "HEARTH_CONSOLE", "HEARTH_KEY"));
    return builder.start();
  }

  Ended run(String... words) throws Exception {
    return input("", words);
  }

  /** Runs a command to its end with that as its standard input. */
  Ended input(String input, String... words) throws Exception {
    Process process = start(words);
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", words) + " goes on for ever");
    }
    return new Ended(process.exitValue(), output);
  }

  /** Runs a command that must succeed. */
  Ended ok(String... words) throws Exception {
    Ended ended = run(words);
    if (ended.status() != 0) {
      throw new AssertionError(String.join(" ", words) + ": " + ended);
    }
    return ended;
  }
}
