package dev.hearth.sdk.cli.dev;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds a project with Maven, without its tests. */
final class MavenBuild {
  private static final int MOST_LINES = 200;
  private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*m");

  private final Path project;
  private volatile @Nullable Process running;

  MavenBuild(Path project) {
    this.project = project;
  }

  /**
   * How a build ended.
   *
   * @param lines what Maven had to say; of an error at most the first {@value #MOST_LINES} lines
   */
  record Outcome(boolean ok, List<String> lines) {}

  /** Where a build leaves the function. */
  Path functionFolder() {
    return project.resolve("target").resolve("function");
  }

  Outcome run() throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
                "mvn", "-q", "-B", "-Dmaven.test.skip=true", "-Dstyle.color=never", "package")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
    Process maven = start(builder);
    running = maven;
    var lines = new ArrayList<String>();
    try (BufferedReader out = maven.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String plain = plain(line);
        if (tells(plain) && lines.size() < MOST_LINES) {
          lines.add(plain);
        }
      }
    } finally {
      maven.destroy();
    }
    boolean ok = maven.waitFor() == 0;
    if (ok && !Files.isDirectory(functionFolder().resolve("lib"))) {
      return new Outcome(false, List.of("the build left no " + functionFolder().resolve("lib")));
    }
    return new Outcome(ok, lines);
  }

  /** Ends a build that is under way. */
  void stop() {
    Process maven = running;
    if (maven != null) {
      maven.destroy();
    }
  }

  /** Maven resets colours even where it was told to use none. */
  static String plain(String line) {
    return COLOURS.matcher(line).replaceAll("");
  }

  /** Maven's own advice says nothing of the project, and JVMs warn of Maven's own libraries. */
  static boolean tells(String line) {
    return !line.isBlank()
        && !line.startsWith("WARNING: ")
        && !line.startsWith("[ERROR] [Help")
        && !line.startsWith("[ERROR] -> [Help")
        && !line.startsWith("[ERROR] To see the full stack trace")
        && !line.startsWith("[ERROR] Re-run Maven using")
        && !line.startsWith("[ERROR] For more information about the errors")
        && !line.strip().equals("[ERROR]");
  }

  private static Process start(ProcessBuilder maven) {
    try {
      return maven.start();
    } catch (IOException e) {
      throw new CommandFailure("Maven (mvn) isn't on the PATH; hearth dev builds with it.", e);
    }
  }
}
