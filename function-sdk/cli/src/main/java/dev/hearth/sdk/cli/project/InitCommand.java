package dev.hearth.sdk.cli.project;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth init}: makes the project of a new function. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Makes a Maven project with a function that works, its test, a README and a CI workflow.",
    footer = {
      "",
      "Examples:",
      "  hearth init shout",
      "  hearth init night-sky --shape iterative --package org.example.sky --dir work/sky"
    })
public final class InitCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = "The function's name: 1 to 63 of a-z 0-9 -, beginning with a letter.")
  private String name = "";

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description =
          "unary: one input, one output. batch: several inputs at once. iterative: a model that"
              + " works in steps. Default: unary.")
  private ProjectTemplate.Kind shape = ProjectTemplate.Kind.UNARY;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The Java package; named as the function if not given.")
  private @Nullable String packageName;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where to make it: a folder that is empty or doesn't exist. Default: NAME.")
  private @Nullable Path directory;

  @Option(names = "--json", description = "Print project, function, shape and sdk as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    ProjectNames names = names(command);
    Path target = Objects.requireNonNullElse(directory, Path.of(name)).toAbsolutePath().normalize();
    requireFree(target);
    SdkRepository sdk = SdkRepository.ofThisInstallation();
    make(target, new ProjectTemplate(shape, names, sdk.version()), sdk);
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(
          JsonObject.builder()
              .put("project", target.toString())
              .put("function", name)
              .put("shape", shape.word())
              .put("sdk", sdk.version())
              .build()
              .print());
    } else {
      tellNext(out, target);
    }
    return 0;
  }

  private ProjectNames names(CommandSpec command) {
    try {
      return ProjectNames.of(name, Optional.ofNullable(packageName));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage() + ".", e);
    }
  }

  private static void requireFree(Path target) throws IOException {
    if (Files.notExists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new CommandFailure(target + " is a file; name another folder by --dir.");
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(target)) {
      if (children.iterator().hasNext()) {
        throw new CommandFailure(
            target + " isn't empty, and nothing is overwritten; name another folder by --dir.");
      }
    }
  }

  /** Beside the target first, so that it is there as a whole or not at all. */
  private static void make(Path target, ProjectTemplate template, SdkRepository sdk)
      throws IOException {
    Path parent = Objects.requireNonNull(target.getParent(), "a root folder isn't empty");
    Files.createDirectories(parent);
    Path made = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
    try {
      Path project = Files.createDirectory(made.resolve("project"));
      template.writeTo(project);
      sdk.writeTo(project);
      Files.deleteIfExists(target);
      Files.move(project, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(made);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private void tellNext(PrintWriter out, Path target) {
    Path here = Path.of("").toAbsolutePath();
    Path shown = target.startsWith(here) ? here.relativize(target) : target;
    out.printf(
        """
        Made %s, %s %s function, in %s

          cd %s
          mvn verify        its tests
          hearth dev        a page on this machine with its form; follows what you change
          hearth deploy     publishes it, for you alone
        """,
        name, shape == ProjectTemplate.Kind.ITERATIVE ? "an" : "a", shape.word(), shown, shown);
  }
}
