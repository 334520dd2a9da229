package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds Maven in the places where the launcher looks for it, and runs it. */
final class Maven {
  private static final String OLDEST = "3.8.7";
  private static final Pattern VERSION = Pattern.compile("Apache Maven ([0-9]+(\\.[0-9]+)*)");

  private final Path program;
  private final Map<String, String> environment;

  private Maven(Path program, Map<String, String> environment) {
    this.program = program;
    this.environment = environment;
  }

  /** The first Maven that is new enough. */
  static Maven find(Map<String, String> environment) throws IOException, InterruptedException {
    for (Path candidate : candidates(environment)) {
      if (Files.isExecutable(candidate)) {
        var maven = new Maven(candidate, environment);
        if (maven.isNewEnough()) {
          return maven;
        }
      }
    }
    throw new CommandFailure(
        ("the project is built with Maven %s or later, which was not found on the PATH, in"
                + " MAVEN_HOME or below /opt; install it, or build the project and deploy with"
                + " --no-build.")
            .formatted(OLDEST));
  }

  private static List<Path> candidates(Map<String, String> environment) throws IOException {
    var candidates = new ArrayList<Path>();
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        candidates.add(Path.of(folder, "mvn"));
      }
    }
    for (String variable : List.of("MAVEN_HOME", "M2_HOME")) {
      if (environment.containsKey(variable)) {
        candidates.add(Path.of(environment.get(variable), "bin", "mvn"));
      }
    }
    String sdkman =
        environment.getOrDefault("SDKMAN_DIR", environment.getOrDefault("HOME", "/") + "/.sdkman");
    candidates.add(Path.of(sdkman, "candidates", "maven", "current", "bin", "mvn"));
    candidates.add(Path.of("/usr/share/maven/bin/mvn"));
    candidates.addAll(below(Path.of("/opt")));
    candidates.add(Path.of("/opt/homebrew/bin/mvn"));
    return candidates;
  }

  private static List<Path> below(Path opt) throws IOException {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(opt)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(opt, "*maven*")) {
        folders.forEach(folder -> found.add(folder.resolve("bin").resolve("mvn")));
      }
    }
    return found;
  }

  private boolean isNewEnough() throws IOException, InterruptedException {
    Process process =
        process(List.of("-v"))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    String said;
    try (InputStream output = process.getInputStream()) {
      said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher version = VERSION.matcher(said);
    return process.waitFor() == 0
        && version.find()
        && Arrays.compare(numbers(version.group(1)), numbers(OLDEST)) >= 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** Runs goals in a project; its output goes to this command's error stream. */
  boolean run(Path project, String... goals) throws IOException, InterruptedException {
    Process process =
        process(List.of(goals))
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    try (InputStream output = process.getInputStream()) {
      long _ = output.transferTo(System.err);
    }
    return process.waitFor() == 0;
  }

  private ProcessBuilder process(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
    return builder;
  }
}
