package dev.hearth.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columnsStandInLine() {
    var table = new Table("what", "calls/s");
    table.add("a long name", "7");
    assertEquals(
        """
        | what        | calls/s |
        |:------------|--------:|
        | a long name |       7 |
        """,
        table.toString());
  }

  @Test
  void figureWithoutYardstickHasNoRatio() {
    assertNull(Figure.alone("a", 1, "ms").ratio());
    assertNull(Figure.beside("a", 1, "ms", 0).ratio());
    assertEquals(0.5, Figure.beside("a", 1, "ms", 2).ratio());
  }
}
