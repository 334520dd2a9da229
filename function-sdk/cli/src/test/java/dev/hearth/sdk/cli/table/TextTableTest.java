package dev.hearth.sdk.cli.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTableTest {
  @Test
  void columnsStandBelowEachOtherAndControlCharactersAreGone() {
    var out = new StringWriter();
    new TextTable("A", "LONG")
        .row("wide cell", "x")
        .row("\u001b[2J", "")
        .print(new PrintWriter(out, true));
    assertEquals("A          LONG\nwide cell  x\n [2J\n", out.toString().replace("\r", ""));
  }

  @Test
  void eachRowHasACellForEachHeading() {
    var table = new TextTable("A", "B");
    assertThrows(IllegalArgumentException.class, () -> table.row("one"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "1234567, 1.2 MB",
    "5000000000, 5.0 GB",
    "9000000000000000, 9000.0 TB"
  })
  void sizesAreWords(long bytes, String words) {
    assertEquals(words, TextTable.size(bytes));
  }
}
