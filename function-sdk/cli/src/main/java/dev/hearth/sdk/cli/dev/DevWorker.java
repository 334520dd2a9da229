package dev.hearth.sdk.cli.dev;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.descriptor.JvmFlags;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.testkit.node.LocalNode;
import dev.hearth.sdk.testkit.node.WorkerPlace;
import dev.hearth.sdk.worker.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A worker's process over what one build left. It has a copy of the jars, as the next build writes
 * over those that it made.
 */
final class DevWorker implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Path folder;
  private final Process process;
  private final LocalNode node;

  private DevWorker(Path folder, Process process, LocalNode node) {
    this.folder = folder;
    this.process = process;
    this.node = node;
  }

  /**
   * Starts a worker and waits until it is ready.
   *
   * @throws IOException saying why it isn't
   */
  static DevWorker start(Path built, Map<String, String> secrets, DevLog log) throws IOException {
    Descriptor descriptor = BuiltDescriptor.of(built);
    if (!(descriptor.entry() instanceof Entry.Codec)) {
      throw new CommandFailure("hearth dev runs functions in Java; this one is another program.");
    }
    Path folder = Files.createTempDirectory("hearth-dev");
    try {
      copyJars(built.resolve("lib"), folder.resolve("lib"));
      Files.createDirectory(folder.resolve("scratch"));
      return start(descriptor, built, folder, secrets, log);
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private static DevWorker start(
      Descriptor descriptor, Path built, Path folder, Map<String, String> secrets, DevLog log)
      throws IOException {
    Path socket = folder.resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Process process = start(descriptor, folder, socket);
      follow(process, log);
      var _ = process.onExit().thenRun(() -> close(server));
      try {
        return new DevWorker(
            folder,
            process,
            LocalNode.start(
                accept(server),
                descriptor,
                place(descriptor, built, folder, secrets),
                line -> log.add(line.level(), line.message())));
      } catch (IOException | RuntimeException e) {
        process.destroyForcibly();
        throw e;
      }
    }
  }

  private static SocketChannel accept(ServerSocketChannel server) throws IOException {
    try {
      return server.accept();
    } catch (ClosedChannelException e) {
      throw new IOException("the worker's process ended before it connected", e);
    }
  }

  private static void close(ServerSocketChannel server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WorkerPlace place(
      Descriptor descriptor, Path built, Path folder, Map<String, String> secrets) {
    Descriptor.Needs needs = descriptor.resources();
    return new WorkerPlace(
        built.toAbsolutePath(),
        folder.resolve("scratch"),
        folder.resolve("media"),
        new HttpMedia(),
        new Device(Device.Kind.CPU, 0, needs.memoryBytes(), needs.cpus()),
        secrets);
  }

  private static Process start(Descriptor descriptor, Path folder, Path socket) throws IOException {
    var classPath = new ArrayList<>(List.of(location(Main.class), location(Json.class)));
    if (descriptor.resources().kernels()) {
      classPath.addAll(kernels());
    }
    classPath.addAll(jars(folder.resolve("lib")));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.addAll(JvmFlags.of(descriptor.resources(), folder.resolve("scratch").toString()));
    command.addAll(
        List.of(
            "-cp",
            String.join(File.pathSeparator, classPath),
            Main.class.getName(),
            socket.toString()));
    return new ProcessBuilder(command)
        .directory(folder.resolve("scratch").toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> kernels() throws IOException {
    String app = System.getProperty("hearth.app");
    Path kernels = app == null ? null : Path.of(app, "kernels");
    if (kernels == null || !Files.isDirectory(kernels)) {
      throw new CommandFailure("the function uses kernels, which this installation hasn't.");
    }
    return jars(kernels);
  }

  private static List<String> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".jar")).sorted().toList();
    }
  }

  private static void copyJars(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String jar : jars(from)) {
      Files.copy(Path.of(jar), to.resolve(Path.of(jar).getFileName()));
    }
  }

  /** What the process itself writes: the JVM's warnings, and why it could not start. */
  private static void follow(Process process, DevLog log) {
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                    out.lines().forEach(line -> log.add("STDERR", line));
                  } catch (IOException | UncheckedIOException e) {
                    log.add("WARN", "the worker's output can't be read: " + e.getMessage());
                  }
                });
  }

  LocalNode node() {
    return node;
  }

  /** The output file that a URL of this worker's calls leads to is below this folder. */
  Path outputs() {
    return folder.resolve("media").resolve("outputs");
  }

  /** Whether the process is there. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets calls end for a while, then ends the process in any case. */
  @Override
  public void close() throws IOException {
    try {
      boolean _ = node.drain(DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      kill();
    }
  }

  /** Ends the process at once. */
  void kill() throws IOException {
    process.destroyForcibly();
    node.close();
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
