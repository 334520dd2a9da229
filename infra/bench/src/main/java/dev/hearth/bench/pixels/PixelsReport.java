package dev.hearth.bench.pixels;

import dev.hearth.bench.report.Figure;
import dev.hearth.bench.report.Report;
import dev.hearth.bench.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A row per operator: its rate, the copy's, and those of the other ways. */
final class PixelsReport {
  private final Map<String, List<Timing>> rows = new LinkedHashMap<>();

  PixelsReport(List<Timing> timings) {
    for (Timing timing : timings) {
      rows.computeIfAbsent(timing.row(), row -> new ArrayList<>()).add(timing);
    }
  }

  Report report() {
    var table = new Table("operator", "GB/s", "copy", "ratio", "aim", "reference", "Java2D");
    List<Figure> figures = new ArrayList<>();
    rows.forEach(
        (name, timings) -> {
          Timing vector = of(timings, Row.Way.VECTOR).orElseThrow();
          Timing copy = of(timings, Row.Way.COPY).orElseThrow();
          double rate = vector.gigabytesPerSecond();
          table.add(
              name,
              fine(rate),
              fine(copy.gigabytesPerSecond()),
              fine(rate / copy.gigabytesPerSecond()),
              vector.pointwise() ? "≥ 0.50" : "",
              rate(timings, Row.Way.REFERENCE),
              rate(timings, Row.Way.JAVA2D));
          figures.add(Figure.beside(name, rate, "GB/s", copy.gigabytesPerSecond()));
          alone(name, timings, Row.Way.REFERENCE, figures);
          alone(name, timings, Row.Way.JAVA2D, figures);
        });
    return new Report(
        "One thread. All rates of a row are by the bytes that the operator moves.\n\n" + table,
        figures);
  }

  private static void alone(String name, List<Timing> timings, Row.Way way, List<Figure> figures) {
    of(timings, way)
        .ifPresent(
            timing ->
                figures.add(
                    Figure.alone(
                        name + "." + way.name().toLowerCase(Locale.ROOT),
                        timing.gigabytesPerSecond(),
                        "GB/s")));
  }

  private static String rate(List<Timing> timings, Row.Way way) {
    return of(timings, way).map(timing -> fine(timing.gigabytesPerSecond())).orElse("");
  }

  private static Optional<Timing> of(List<Timing> timings, Row.Way way) {
    return timings.stream().filter(timing -> timing.way() == way).findFirst();
  }

  private static String fine(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
