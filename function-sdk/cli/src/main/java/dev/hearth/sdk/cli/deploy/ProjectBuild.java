package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds what a function project's build leaves, building it with Maven where it is missing. */
final class ProjectBuild {
  private final PrintWriter messages;

  ProjectBuild(PrintWriter messages) {
    this.messages = messages;
  }

  /** The folder with {@code lib/}: of a project, or the given one, as it is or with its file. */
  Path functionFolder(Path directory) throws IOException, InterruptedException {
    if (Files.isDirectory(directory.resolve("lib"))
        || Files.isRegularFile(directory.resolve(ProjectFile.NAME))) {
      return directory;
    }
    Path built = directory.resolve("target").resolve("function");
    if (!Files.isDirectory(built.resolve("lib"))) {
      build(directory);
    }
    if (!Files.isDirectory(built.resolve("lib"))) {
      throw new CommandFailure(
          "the build left no %s; a function's pom copies its jar and dependencies there."
              .formatted(built.resolve("lib")));
    }
    return built;
  }

  private void build(Path directory) throws IOException, InterruptedException {
    if (!Files.isRegularFile(directory.resolve("pom.xml"))) {
      throw new CommandFailure(
          "%s has neither target/function nor a pom.xml that could build it, nor a hearth.json."
              .formatted(directory.toAbsolutePath().normalize()));
    }
    messages.println("building " + directory + " with Maven");
    messages.flush();
    var maven =
        new ProcessBuilder("mvn", "-q", "-B", "-DskipTests", "package")
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    maven.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
    if (start(maven).waitFor() != 0) {
      throw new CommandFailure("the build of " + directory + " failed.");
    }
  }

  private static Process start(ProcessBuilder maven) {
    try {
      return maven.start();
    } catch (IOException e) {
      throw new CommandFailure(
          "Maven (mvn) isn't on the PATH; install it, or build the project before deploying.", e);
    }
  }
}
