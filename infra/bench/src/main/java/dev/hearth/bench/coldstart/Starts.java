package dev.hearth.bench.coldstart;

import dev.hearth.bench.report.Figure;
import dev.hearth.bench.report.Report;
import dev.hearth.bench.report.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts of workers, from the start of the process to READY. */
final class Starts {
  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("off", "no class sharing");
    KINDS.put("standard", "plain: the JDK's own archive");
    KINDS.put("cached", "AOT cache");
    KINDS.put("bare", "bare JVM that connects and answers");
  }

  private final Path app;
  private final int rounds;

  /**
   * @param app the copy of the program
   * @param rounds how often each kind is started
   */
  Starts(Path app, int rounds) {
    this.app = app;
    this.rounds = rounds;
  }

  Report run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines;
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      lines = out.lines().toList();
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("the process that starts workers ended with " + status);
    }
    return report(lines);
  }

  private List<String> command() {
    List<String> classPath =
        List.of(
            System.getProperty("java.class.path"),
            app.resolve("runtime/app") + "/*",
            app.resolve("runtime/quarkus") + "/*",
            app.resolve("runtime/lib/main") + "/*",
            app.resolve("runtime/lib/boot") + "/*",
            app.resolve("cli/lib") + "/*");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-cp",
        String.join(":", classPath),
        StartsProcess.class.getName(),
        app.toString(),
        Integer.toString(rounds));
  }

  static Report report(List<String> lines) {
    String isolation =
        lines.stream().filter(line -> line.startsWith("isolation ")).findFirst().orElse("");
    Map<String, Map<String, StartTiming>> timings = new LinkedHashMap<>();
    lines.stream()
        .filter(StartTiming::isLine)
        .map(StartTiming::ofLine)
        .forEach(
            timing ->
                timings
                    .computeIfAbsent(timing.function(), _ -> new LinkedHashMap<>())
                    .put(timing.kind(), timing));
    var text = new StringBuilder();
    List<Figure> figures = new ArrayList<>();
    timings.forEach(
        (function, kinds) -> {
          text.append(table(function, isolation, kinds)).append('\n');
          figures.addAll(figures(function, kinds));
        });
    return new Report(text.toString(), figures);
  }

  private static Table table(String function, String isolation, Map<String, StartTiming> kinds) {
    var table =
        new Table(
            "worker of " + function + " to READY, " + isolation,
            "wall ms",
            "CPU ms",
            "of bare",
            "idle RSS MB");
    StartTiming bare = kinds.get("bare");
    KINDS.forEach(
        (kind, title) -> {
          StartTiming timing = kinds.get(kind);
          if (timing != null && bare != null) {
            table.add(
                title,
                number(timing.wallMillis()),
                number(timing.cpuMillis()),
                number(timing.cpuMillis() / bare.cpuMillis()),
                number(timing.idleMegabytes()));
          }
        });
    return table;
  }

  private static List<Figure> figures(String function, Map<String, StartTiming> kinds) {
    List<Figure> figures = new ArrayList<>();
    StartTiming off = kinds.get("off");
    StartTiming bare = kinds.get("bare");
    StartTiming cached = kinds.get("cached");
    if (off == null || bare == null || cached == null) {
      return figures;
    }
    String name = "start." + function + ".";
    kinds.forEach(
        (kind, timing) -> {
          figures.add(
              Figure.beside(name + kind + ".wall", timing.wallMillis(), "ms", bare.wallMillis()));
          figures.add(
              Figure.beside(name + kind + ".cpu", timing.cpuMillis(), "ms", bare.cpuMillis()));
          figures.add(
              Figure.beside(
                  name + kind + ".idle_rss", timing.idleMegabytes(), "MB", bare.idleMegabytes()));
        });
    figures.add(
        Figure.beside(name + "cached_beside_off.cpu", cached.cpuMillis(), "ms", off.cpuMillis()));
    return figures;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }
}
