package dev.hearth.bench.coldstart;

import dev.hearth.runtime.sandbox.ClassSharing;
import dev.hearth.runtime.worker.StartPhases;
import dev.hearth.sdk.manifest.Manifest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures starts of workers, on the class path of the runtime: with the runtime's own code, in its
 * sandbox. All kinds take turns, so that what else the machine does hits them alike.
 */
final class StartsProcess {
  private static final List<String> FUNCTIONS = List.of("noop", "upscale");
  private static final String HARNESS = "dev.hearth.sdk.worker.Main";

  private final Path folder;
  private final Path app;
  private final int rounds;

  private StartsProcess(Path folder, Path app, int rounds) {
    this.folder = folder;
    this.app = app;
    this.rounds = rounds;
  }

  /** Arguments: the copy of the program, and how often each kind is started. */
  public static void main(String[] arguments) throws IOException, URISyntaxException {
    Path folder = Files.createTempDirectory("hb");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      new StartsProcess(folder, Path.of(arguments[0]), Integer.parseInt(arguments[1])).run();
    } finally {
      Folders.delete(folder);
    }
  }

  private void run() throws IOException, URISyntaxException {
    Path own =
        Path.of(BareWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var node = new StartedNode(made("n"), harness(), kernels(), HARNESS);
        var bare = new StartedNode(made("b"), own.toString(), "", BareWorker.class.getName())) {
      System.out.println("isolation " + node.isolation());
      // The least function's manifest: a bare JVM needs nothing that it might ask for.
      Manifest least = bare.deploy(app.resolve("functions").resolve(FUNCTIONS.getFirst()));
      for (String function : FUNCTIONS) {
        Manifest manifest = node.deploy(app.resolve("functions").resolve(function));
        measure(function, node, manifest, bare, least);
      }
    }
  }

  private Path made(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  private String harness() {
    return app.resolve("worker/hearth-worker.jar") + ":" + app.resolve("worker/hearth-api.jar");
  }

  private String kernels() throws IOException {
    try (Stream<Path> jars = Files.list(app.resolve("kernels"))) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
    }
  }

  /** One start of a kind. */
  private interface Start {
    ReadyWorker run() throws IOException;
  }

  private void measure(
      String function, StartedNode node, Manifest manifest, StartedNode bare, Manifest bareManifest)
      throws IOException {
    Path cache = node.record(manifest);
    Map<String, Start> kinds = new LinkedHashMap<>();
    kinds.put("off", () -> node.start(manifest, new ClassSharing.Off()));
    kinds.put("standard", () -> node.start(manifest, new ClassSharing.Standard()));
    kinds.put("cached", () -> node.start(manifest, new ClassSharing.Cached(cache)));
    kinds.put("bare", () -> bare.start(bareManifest, new ClassSharing.Standard()));
    Map<String, List<ReadyWorker>> starts = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, Start> kind : kinds.entrySet()) {
        ReadyWorker worker = kind.getValue().run();
        if (round >= 0) {
          starts.computeIfAbsent(kind.getKey(), _ -> new ArrayList<>()).add(worker);
        }
      }
    }
    starts.forEach((kind, all) -> System.out.println(timing(function, kind, all).line()));
  }

  private static StartTiming timing(String function, String kind, List<ReadyWorker> starts) {
    return new StartTiming(
        function,
        kind,
        median(starts, start -> wallMillis(start.phases())),
        median(starts, start -> start.phases().cpu().map(StartsProcess::millis).orElse(Double.NaN)),
        median(starts, start -> start.residentBytes() / 1e6));
  }

  private static double median(List<ReadyWorker> starts, ToDoubleFunction<ReadyWorker> figure) {
    return Median.of(starts.stream().mapToDouble(figure).toArray());
  }

  private static double wallMillis(StartPhases start) {
    return millis(start.start().plus(start.load()).plus(start.warmUp()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
