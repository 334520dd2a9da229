package dev.hearth.bench.overhead;

import dev.hearth.bench.machine.Installation;
import dev.hearth.bench.report.Figure;
import dev.hearth.bench.report.Report;
import dev.hearth.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The cells as one table, and each of Hearth's beside its yardstick. */
final class OverheadReport {
  private final List<Cell> cells;
  private final List<PgBench.Cell> queue;

  OverheadReport(List<Cell> cells, List<PgBench.Cell> queue) {
    this.cells = cells;
    this.queue = queue;
  }

  Report report() {
    List<Figure> figures = new ArrayList<>();
    for (Cell cell : cells) {
      switch (cell.what()) {
        case Measurement.DIRECT -> direct(cell, figures);
        case Measurement.QUEUED -> queued(cell, figures);
        default -> plain(cell, figures);
      }
    }
    return new Report(callsTable() + "\n" + comparisonTable(figures), figures);
  }

  private String callsTable() {
    var table =
        new Table(
            "what",
            "connections",
            "calls/s",
            "p50 ms",
            "p99 ms",
            "requests/call",
            "gateway µs",
            "PostgreSQL µs",
            "worker µs",
            "generator µs");
    for (Cell cell : cells) {
      table.add(
          cell.what(),
          Integer.toString(cell.connections()),
          number(cell.load().callsPerSecond()),
          fine(cell.load().millisAt(50)),
          fine(cell.load().millisAt(99)),
          fine(cell.requestsPerCall()),
          number(cell.micros(Installation.GATEWAY)),
          number(cell.micros(Installation.POSTGRES)),
          number(cell.micros(Installation.WORKER)),
          number(cell.micros(Installation.GENERATOR)));
    }
    if (queue.isEmpty()) {
      table.add("pgbench: not available", "", "", "", "", "", "", "", "", "");
    }
    for (PgBench.Cell cell : queue) {
      table.add(
          "pgbench, a queued call's statements",
          Integer.toString(cell.connections()),
          number(cell.callsPerSecond()),
          "",
          "",
          "",
          "",
          "",
          "",
          "");
    }
    return "CPU is per call. The JSON echo's process stands in the column gateway, its peer in"
        + " worker.\n\n"
        + table;
  }

  private static String comparisonTable(List<Figure> figures) {
    var table = new Table("figure", "value", "yardstick", "ratio", "unit");
    for (Figure figure : figures) {
      if (figure.yardstick() != null && figure.ratio() != null) {
        table.add(
            figure.name(),
            number(figure.value()),
            number(figure.yardstick()),
            fine(figure.ratio()),
            figure.unit());
      }
    }
    return table.toString();
  }

  private void direct(Cell cell, List<Figure> figures) {
    Cell hop = cell(Measurement.HOP, cell.connections());
    String name = "direct." + cell.connections();
    figures.add(
        Figure.beside(
            name + ".throughput",
            cell.load().callsPerSecond(),
            "calls/s",
            hop.load().callsPerSecond()));
    figures.add(
        Figure.beside(
            name + ".gateway_cpu",
            cell.micros(Installation.GATEWAY),
            "µs/call",
            hop.micros(Installation.GATEWAY)));
    figures.add(
        Figure.alone(
            name + ".gateway_cpu_above_echo",
            cell.micros(Installation.GATEWAY) - hop.micros(Installation.GATEWAY),
            "µs/call"));
    latencies(name, cell, hop, figures);
    parts(name, cell, figures);
  }

  private void queued(Cell cell, List<Figure> figures) {
    String name = "queued." + cell.connections();
    double callsPerSecond = cell.load().callsPerSecond();
    Optional<PgBench.Cell> yardstick =
        queue.stream().filter(other -> other.connections() == cell.connections()).findFirst();
    figures.add(
        yardstick
            .map(
                other ->
                    Figure.beside(
                        name + ".throughput", callsPerSecond, "calls/s", other.callsPerSecond()))
            .orElseGet(() -> Figure.alone(name + ".throughput", callsPerSecond, "calls/s")));
    figures.add(Figure.alone(name + ".p50", cell.load().millisAt(50), "ms"));
    figures.add(Figure.alone(name + ".p99", cell.load().millisAt(99), "ms"));
    figures.add(Figure.alone(name + ".gateway_cpu", cell.micros(Installation.GATEWAY), "µs/call"));
    figures.add(Figure.alone(name + ".requests", cell.requestsPerCall(), "requests/call"));
    parts(name, cell, figures);
  }

  private static void plain(Cell cell, List<Figure> figures) {
    String name = (cell.what().equals(Measurement.HOP) ? "hop." : "echo.") + cell.connections();
    figures.add(Figure.alone(name + ".throughput", cell.load().callsPerSecond(), "calls/s"));
    figures.add(Figure.alone(name + ".gateway_cpu", cell.micros(Installation.GATEWAY), "µs/call"));
  }

  private static void latencies(String name, Cell cell, Cell yardstick, List<Figure> figures) {
    for (int percentile : new int[] {50, 99}) {
      figures.add(
          Figure.beside(
              name + ".p" + percentile,
              cell.load().millisAt(percentile),
              "ms",
              yardstick.load().millisAt(percentile)));
    }
  }

  private static void parts(String name, Cell cell, List<Figure> figures) {
    figures.add(
        Figure.alone(name + ".postgres_cpu", cell.micros(Installation.POSTGRES), "µs/call"));
    figures.add(Figure.alone(name + ".worker_cpu", cell.micros(Installation.WORKER), "µs/call"));
  }

  private Cell cell(String what, int connections) {
    return cells.stream()
        .filter(cell -> cell.what().equals(what) && cell.connections() == connections)
        .findFirst()
        .orElseThrow();
  }

  private static String number(double value) {
    return value < 10 ? fine(value) : String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String fine(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
