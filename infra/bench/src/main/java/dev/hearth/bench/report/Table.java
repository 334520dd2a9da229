package dev.hearth.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text, as a Markdown table whose columns stand in line. */
public final class Table {
  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heads) {
    this.heads = List.of(heads);
  }

  /** Adds a row with one cell per column. */
  public void add(String... cells) {
    if (cells.length != heads.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + heads.size() + " columns");
    }
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    int[] widths = widths();
    append(text, heads, widths);
    for (int column = 0; column < widths.length; column++) {
      text.append(column == 0 ? "|:" : "|-").append("-".repeat(widths[column]));
      text.append(column == 0 ? "-" : ":");
    }
    text.append("|\n");
    rows.forEach(row -> append(text, row, widths));
    return text.toString();
  }

  private int[] widths() {
    int[] widths = heads.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static void append(StringBuilder text, List<String> cells, int[] widths) {
    for (int column = 0; column < widths.length; column++) {
      String space = " ".repeat(widths[column] - cells.get(column).length());
      text.append("| ");
      text.append(column == 0 ? cells.get(column) + space : space + cells.get(column)).append(' ');
    }
    text.append("|\n");
  }
}
