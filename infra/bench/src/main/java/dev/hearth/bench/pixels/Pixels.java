package dev.hearth.bench.pixels;

import dev.hearth.bench.plan.Benchmark;
import dev.hearth.bench.plan.Settings;
import dev.hearth.bench.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pixel operators, each beside a plain copy of as many bytes. */
public final class Pixels implements Benchmark {
  /** Needs nothing. */
  public Pixels() {}

  @Override
  public String name() {
    return "pixels";
  }

  @Override
  public String summary() {
    return "GB/s of each pixel operator on one CPU thread, beside a plain copy of the same bytes";
  }

  @Override
  public boolean needsInstallation() {
    return false;
  }

  @Override
  public Report run(Settings settings) throws IOException, InterruptedException {
    Process process = start(settings);
    List<Timing> timings;
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      timings = lines.lines().filter(Timing::isLine).map(Timing::ofLine).toList();
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("the measuring process ended with " + status);
    }
    return new PixelsReport(timings).report();
  }

  private static Process start(Settings settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-Xmx2g");
    command.add("-Djava.awt.headless=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PixelsProcess.class.getName());
    command.add(Long.toString(settings.warmUp().toMillis()));
    command.add(Long.toString(settings.measured().toMillis()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
