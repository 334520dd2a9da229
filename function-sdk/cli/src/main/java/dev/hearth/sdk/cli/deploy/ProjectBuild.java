package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds what a function project's build leaves, building it with Maven where it is out of date. */
final class ProjectBuild {
  private final PrintWriter messages;
  private final boolean allowed;
  private final Map<String, String> environment;

  /**
   * Builds, or not.
   *
   * @param allowed whether a project may be built
   */
  ProjectBuild(PrintWriter messages, boolean allowed, Map<String, String> environment) {
    this.messages = messages;
    this.allowed = allowed;
    this.environment = environment;
  }

  /** The folder with {@code lib/}: of a project, or the given one, as it is or with its file. */
  Path functionFolder(Path directory) throws IOException, InterruptedException {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(
          "there is no folder " + directory.toAbsolutePath().normalize() + ".");
    }
    if (Files.isDirectory(directory.resolve("lib"))
        || Files.isRegularFile(directory.resolve(ProjectFile.NAME))) {
      return directory;
    }
    Path built = directory.resolve("target").resolve("function");
    if (allowed && Files.isRegularFile(directory.resolve("pom.xml"))) {
      var age = new ProjectAge(directory, built);
      if (!age.isUpToDate()) {
        build(directory, age);
      }
    }
    if (!Files.isDirectory(built.resolve("lib"))) {
      throw nothingBuilt(directory, built);
    }
    return built;
  }

  private CommandFailure nothingBuilt(Path directory, Path built) {
    if (!Files.isRegularFile(directory.resolve("pom.xml"))) {
      return new CommandFailure(
          "%s has neither target/function nor a pom.xml that could build it, nor a hearth.json."
              .formatted(directory.toAbsolutePath().normalize()));
    }
    return new CommandFailure(
        allowed
            ? "the build left no %s; a function's pom copies its jar and dependencies there."
                .formatted(built.resolve("lib"))
            : "%s isn't built; deploy it without --no-build.".formatted(directory));
  }

  private void build(Path directory, ProjectAge age) throws IOException, InterruptedException {
    messages.println("building " + directory.toAbsolutePath().normalize() + " with Maven");
    messages.flush();
    age.begin();
    if (!Maven.find(environment).run(directory, "-q", "-B", "-DskipTests", "package")) {
      throw new CommandFailure("the build of " + directory + " failed.");
    }
    age.end();
  }
}
