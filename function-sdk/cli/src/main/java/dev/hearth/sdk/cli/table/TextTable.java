package dev.hearth.sdk.cli.table;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows whose columns stand below each other. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these words above its columns. */
  public TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row, with a cell for each heading. */
  public TextTable row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(cells.length + " cells below " + rows.getFirst());
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Writes all rows; what a server said can't move the cursor. */
  public void print(PrintWriter out) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], plain(row.get(column)).length());
      }
    }
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = plain(row.get(column));
        line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String plain(String cell) {
    return cell.replaceAll("\\p{Cntrl}", " ");
  }

  /** {@code 1.2 GB}. */
  public static String size(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(java.util.Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
