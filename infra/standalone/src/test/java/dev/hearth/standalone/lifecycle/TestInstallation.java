package dev.hearth.standalone.lifecycle;

import dev.hearth.sdk.cli.connection.Access;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** An installation below a folder of its own whose services are {@link StandInService}s. */
final class TestInstallation {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final List<String> FREE_PORTS =
      List.of("--api-port=0", "--console-port=0", "--internal-port=0", "--postgres-port=0");

  private final Path folder;
  private final Path app;

  /** What {@code up --data} gets. */
  final Path data;

  TestInstallation(Path folder) throws IOException {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.app = folder.resolve("app").resolve("0123456789abcdef");
    for (String service : List.of("marketplace", "runtime")) {
      writeService(app.resolve(service));
    }
    Files.createDirectories(app.resolve("functions"));
    Files.createDirectories(data);
    Path programs = UnpackedPostgres.home();
    Files.createSymbolicLink(data.resolve(programs.getFileName()), programs);
  }

  /** In a folder that other users can enter, as {@code /var/lib} is. */
  static TestInstallation open() throws IOException {
    Path folder = Files.createTempDirectory("hearth-up");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new TestInstallation(folder);
  }

  private static void writeService(Path folder) throws IOException {
    Files.createDirectories(folder);
    String name = StandInService.class.getName();
    String file = name.replace('.', '/') + ".class";
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, name);
    try (var jar =
            new JarOutputStream(
                Files.newOutputStream(folder.resolve("quarkus-run.jar")), manifest);
        InputStream code = StandInService.class.getClassLoader().getResourceAsStream(file)) {
      jar.putNextEntry(new JarEntry(file));
      java.util.Objects.requireNonNull(code, file).transferTo(jar);
    }
  }

  /** Starts a command; what it writes is in {@link Command#output}. */
  Command command(String... words) throws IOException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dhearth.app=" + app));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add("dev.hearth.sdk.cli.Main");
    line.addAll(List.of(words));
    line.add("--data=" + data);
    Path output = Files.createTempFile(folder, words[0], ".out");
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().put("HEARTH_DATA_OF_TEST", data.toString());
    return new Command(builder.start(), output);
  }

  Command up(String... more) throws IOException {
    var words = new ArrayList<>(List.of("up"));
    words.addAll(FREE_PORTS);
    words.addAll(List.of(more));
    return command(words.toArray(String[]::new));
  }

  /** A command that runs or has run. */
  record Command(Process process, Path output) {
    String text() throws IOException {
      return Files.readString(output);
    }

    void awaitText(String text) throws Exception {
      await(
          "\"" + text + "\" in the output",
          () -> {
            if (!process.isAlive() && !text().contains(text)) {
              throw new IllegalStateException("ended without \"" + text + "\":\n" + text());
            }
            return text().contains(text);
          });
    }

    int awaitExit() throws Exception {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("still runs:\n" + text());
      }
      return process.exitValue();
    }

    void signal(String name) throws Exception {
      send(name, process.pid());
    }
  }

  static void send(String signal, long pid) throws Exception {
    if (new ProcessBuilder("kill", "-s", signal, "" + pid).start().waitFor() != 0) {
      throw new IllegalStateException("can't send " + signal + " to " + pid);
    }
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      Thread.onSpinWait();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  Path service(String name) {
    return app.resolve(name).resolve("quarkus-run.jar");
  }

  Access access() {
    return Access.read(data).orElseThrow();
  }

  boolean answers(URI origin) throws InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(origin.resolve("/q/health")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  int port(String name) throws IOException {
    return Json.parseObject(Files.readString(data.resolve("ports.json"))).require(name).asInt();
  }

  long pid(String child) throws IOException {
    return Long.parseLong(
        Files.readAllLines(data.resolve("run").resolve(child + ".child")).getFirst());
  }

  /** Settings that a child was started with. */
  String environment(String child) throws IOException {
    return read(Path.of("/proc", "" + pid(child), "environ"));
  }

  /** Every process that has to do with this installation, apart from commands of the test. */
  List<String> processes() throws IOException {
    var found = new ArrayList<String>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      Path proc = Path.of("/proc", "" + process.pid());
      String words = read(proc.resolve("cmdline")) + read(proc.resolve("environ")) + cwd(proc);
      boolean zombie = read(proc.resolve("stat")).contains(") Z ");
      if (words.contains(data.toString()) && !zombie) {
        found.add(process.pid() + " " + read(proc.resolve("cmdline")).replace('\0', ' '));
      }
    }
    return found;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static String cwd(Path proc) {
    try {
      return Files.readSymbolicLink(proc.resolve("cwd")).toString();
    } catch (IOException e) {
      return "";
    }
  }

  void awaitNoProcess() throws Exception {
    await("the end of " + processes(), () -> processes().isEmpty());
  }

  /** Ends what still runs and deletes everything. */
  void remove() throws Exception {
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      if (read(Path.of("/proc", "" + process.pid(), "cmdline")).contains("--data=" + data)) {
        process.destroyForcibly();
      }
    }
    awaitNoProcess();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (NoSuchFileException e) {
      throw new IllegalStateException("a process still changes files", e);
    }
  }
}
