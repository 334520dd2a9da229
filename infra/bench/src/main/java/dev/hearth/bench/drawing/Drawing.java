package dev.hearth.bench.drawing;

import dev.hearth.bench.plan.Benchmark;
import dev.hearth.bench.plan.Settings;
import dev.hearth.bench.report.Figure;
import dev.hearth.bench.report.Report;
import dev.hearth.bench.report.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code hearth/text-to-image}: steps of running batches, beside ONNX Runtime alone. */
public final class Drawing implements Benchmark {
  private static final int STEPS = 24;

  private final Path function;
  private final int steps;

  /**
   * @param app the copy of the program, whose function draws
   */
  public Drawing(Path app) {
    this(app.resolve("functions/text-to-image"), STEPS);
  }

  /**
   * @param function the function as it is deployed
   * @param steps of each picture
   */
  Drawing(Path function, int steps) {
    this.function = function;
    this.steps = steps;
  }

  @Override
  public String name() {
    return "image";
  }

  @Override
  public String summary() {
    return "pictures/s of hearth/text-to-image in batches of 1, 4 and 8, beside ONNX Runtime alone";
  }

  @Override
  public boolean needsInstallation() {
    return false;
  }

  @Override
  public Report run(Settings settings) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(settings))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Timing> timings;
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      timings = lines.lines().filter(Timing::isLine).map(Timing::ofLine).toList();
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("the measuring process ended with " + status);
    }
    return report(timings);
  }

  private List<String> command(Settings settings) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path") + ":" + function.resolve("lib") + "/*",
        DrawingProcess.class.getName(),
        function.toString(),
        Integer.toString(steps),
        Long.toString(settings.warmUp().toMillis()),
        Long.toString(settings.measured().toMillis()));
  }

  static Report report(List<Timing> timings) {
    var table = new Table("calls", "pictures/s", "step ms", "bare ms", "ratio", "aim");
    var figures = new ArrayList<Figure>();
    for (Timing timing : timings) {
      table.add(
          timing.load().words(),
          fine(timing.picturesPerSecond()),
          fine(timing.stepSeconds() * 1e3),
          fine(timing.bareSeconds() * 1e3),
          fine(timing.ratio()),
          timing.load().styled() ? "" : "≥ 0.95");
      String name = "batch." + timing.load().calls() + (timing.load().styled() ? ".styled" : "");
      figures.add(Figure.alone(name, timing.picturesPerSecond(), "pictures/s"));
      figures.add(
          Figure.beside(
              name + ".steps", 1 / timing.stepSeconds(), "steps/s", 1 / timing.bareSeconds()));
    }
    return new Report(
        "One thread; a step is two rows of the network per call.\n\n" + table, figures);
  }

  private static String fine(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
