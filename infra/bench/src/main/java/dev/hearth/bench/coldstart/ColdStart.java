package dev.hearth.bench.coldstart;

import dev.hearth.bench.plan.Benchmark;
import dev.hearth.bench.plan.Settings;
import dev.hearth.bench.report.Figure;
import dev.hearth.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a cold start, each beside its yardstick. */
public final class ColdStart implements Benchmark {
  private final Path app;

  /**
   * @param app the copy of the program, whose functions are started
   */
  public ColdStart(Path app) {
    this.app = app;
  }

  @Override
  public String name() {
    return "cold-start";
  }

  @Override
  public String summary() {
    return "starts of workers beside a bare JVM; verifying and sharing of blobs";
  }

  @Override
  public boolean needsInstallation() {
    return false;
  }

  @Override
  public Report run(Settings settings) throws IOException, InterruptedException {
    List<Report> parts =
        List.of(new Starts(app, settings.starts()).run(), new Blobs(settings.blobs()).run());
    List<Figure> figures = new ArrayList<>();
    parts.forEach(part -> figures.addAll(part.figures()));
    return new Report(parts.stream().map(Report::text).collect(Collectors.joining("\n")), figures);
  }
}
