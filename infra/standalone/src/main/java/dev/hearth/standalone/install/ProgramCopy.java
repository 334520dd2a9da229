package dev.hearth.standalone.install;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The built program that an installation runs from.
 *
 * @param folder {@code DATA/app/DIGEST}
 */
public record ProgramCopy(Path folder) {
  /** The copy that the launcher started this command from. */
  public static ProgramCopy launched() {
    String folder = System.getProperty("hearth.app");
    if (folder == null) {
      throw new CommandFailure("start Hearth with ./hearth up; it says where the program is.");
    }
    return new ProgramCopy(Path.of(folder).toAbsolutePath().normalize());
  }

  /** Digest of the sources that this copy was built from. */
  public String digest() {
    return String.valueOf(folder.getFileName());
  }

  /** Digest of the sources as they are now, if the launcher said. */
  public String sourcesNow() {
    String digest = System.getProperty("hearth.sources");
    return digest == null || digest.isEmpty() ? digest() : digest;
  }

  /** The runnable jar of a Quarkus service. */
  public Path service(String name) {
    return folder.resolve(name).resolve("quarkus-run.jar");
  }

  /**
   * Archive of the classes that a service loads (JEP 350). The JVM itself writes it at the end of a
   * service's first run and from then on starts with half the CPU; it checks that archive, JDK and
   * jars belong together, and does without when they don't.
   */
  public Path classArchive(String service) {
    return folder.resolve(service).resolve("classes.jsa");
  }

  /** Class path of the supervisor and the commands. */
  public String commandClassPath() {
    return folder.resolve("cli").resolve("lib") + "/*";
  }

  /** Class path of a worker: harness and api. */
  public String workerClassPath() {
    Path worker = folder.resolve("worker");
    return worker.resolve("hearth-worker.jar") + ":" + worker.resolve("hearth-api.jar");
  }

  /** Class path that functions with kernels get too. */
  public String kernelsClassPath() {
    return Stream.of("hearth-kernels.jar", "jcuda.jar", "jcuda-natives-linux-x86_64.jar")
        .map(jar -> folder.resolve("kernels").resolve(jar).toString())
        .collect(Collectors.joining(":"));
  }

  /** The example functions, each a folder named as the function. */
  public List<Path> functions() throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("functions"))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }
}
