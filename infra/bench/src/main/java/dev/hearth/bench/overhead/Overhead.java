package dev.hearth.bench.overhead;

import dev.hearth.bench.machine.Installation;
import dev.hearth.bench.plan.Benchmark;
import dev.hearth.bench.plan.Settings;
import dev.hearth.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the platform itself costs per call: a function that does nothing, beside bare parts. */
public final class Overhead implements Benchmark {
  private final Path echoApplication;

  /**
   * Takes what it needs to run the yardstick.
   *
   * @param echoApplication folder of this module built as a Quarkus application
   */
  public Overhead(Path echoApplication) {
    this.echoApplication = echoApplication;
  }

  @Override
  public String name() {
    return "overhead";
  }

  @Override
  public String summary() {
    return "requests/s, latency and CPU per call of hearth/noop, beside a JSON echo and pgbench";
  }

  @Override
  public Report run(Settings settings) throws IOException, InterruptedException {
    Installation installation = Installation.of(settings.data());
    List<Cell> cells;
    try (var echo = new EchoServer(echoApplication, installation.gatewayOptions())) {
      cells = new Measurement(settings, installation, echo).run();
    }
    List<PgBench.Cell> queue = new PgBench(installation, settings).run();
    return new OverheadReport(cells, queue).report();
  }
}
