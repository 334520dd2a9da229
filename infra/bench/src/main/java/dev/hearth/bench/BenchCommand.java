package dev.hearth.bench;

import dev.hearth.bench.coldstart.ColdStart;
import dev.hearth.bench.drawing.Drawing;
import dev.hearth.bench.overhead.Overhead;
import dev.hearth.bench.pixels.Pixels;
import dev.hearth.bench.plan.Benchmark;
import dev.hearth.bench.plan.BlobSizes;
import dev.hearth.bench.plan.Settings;
import dev.hearth.bench.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Chooses a benchmark, runs it, and writes what it found. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures Hearth: one that runs or is started for the purpose, or a part by itself.")
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Which; without it, all are listed.")
  private @Nullable String name;

  @Option(
      names = "--data",
      description = "Data folder of the installation.",
      defaultValue = "${sys:hearth.data}")
  private @Nullable Path data;

  @Option(
      names = "--seconds",
      description = "Measured time of each cell (default ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private double seconds;

  @Option(
      names = "--warm-up",
      description = "Seconds before each cell that don't count (default ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private double warmUpSeconds;

  @Option(
      names = "--connections",
      split = ",",
      description = "Numbers of connections (default ${DEFAULT-VALUE}).",
      defaultValue = "1,16,64")
  private List<Integer> connections;

  @Option(
      names = "--starts",
      description =
          "cold-start: how often each kind of worker is started (default ${DEFAULT-VALUE}).",
      defaultValue = "15")
  private int starts;

  @Option(
      names = "--blob",
      paramLabel = "MIB",
      description = "cold-start: size of the blob that is verified (default ${DEFAULT-VALUE}).",
      defaultValue = "2048")
  private long blobMebibytes;

  @Option(
      names = "--shared",
      paramLabel = "MIB",
      description = "cold-start: size of the blob that is shared (default ${DEFAULT-VALUE}).",
      defaultValue = "1024")
  private long sharedMebibytes;

  @Option(
      names = "--processes",
      description = "cold-start: how many share it (default ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int processes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path app = Path.of(System.getProperty("hearth.app", "."));
    List<Benchmark> benchmarks =
        List.of(
            new Overhead(app.resolve("bench")), new ColdStart(app), new Pixels(), new Drawing(app));
    if (name == null) {
      benchmarks.forEach(each -> out.printf("%-12s %s%n", each.name(), each.summary()));
      out.flush();
      return 0;
    }
    Benchmark benchmark = named(benchmarks, name);
    Report report = run(benchmark, app);
    out.println(report.text());
    out.println("Figures: " + report.write(benchmark.name()));
    out.flush();
    return 0;
  }

  private Report run(Benchmark benchmark, Path app) throws IOException, InterruptedException {
    if (!benchmark.needsInstallation()) {
      return benchmark.run(settings(Path.of("")));
    }
    if (data == null) {
      throw new ParameterException(spec.commandLine(), "--data says which installation to measure");
    }
    try (var installation = StartedInstallation.at(data, app)) {
      return benchmark.run(settings(installation.data()));
    }
  }

  private Benchmark named(List<Benchmark> benchmarks, String wanted) {
    Optional<Benchmark> found =
        benchmarks.stream().filter(each -> each.name().equals(wanted)).findFirst();
    return found.orElseThrow(
        () ->
            new ParameterException(
                spec.commandLine(),
                "there is no benchmark '%s'; there are: %s"
                    .formatted(
                        wanted,
                        String.join(", ", benchmarks.stream().map(Benchmark::name).toList()))));
  }

  private Settings settings(Path folder) {
    return new Settings(
        folder,
        Duration.ofMillis((long) (warmUpSeconds * 1e3)),
        Duration.ofMillis((long) (seconds * 1e3)),
        connections,
        starts,
        new BlobSizes(blobMebibytes << 20, sharedMebibytes << 20, processes));
  }
}
