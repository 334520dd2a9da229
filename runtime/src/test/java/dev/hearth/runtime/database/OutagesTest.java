package dev.hearth.runtime.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutagesTest {
  private final AtomicInteger tries = new AtomicInteger();

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"08006", "08001", "40001", "40P01", "57P01", "57P03", "53300"})
  void outageIsOutlasted(String state) throws Exception {
    Outages.outlast("tests", () -> failAtFirst(3, new SQLException("away", state)));
    assertEquals(4, tries.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42P01", "22001"})
  void refusalIsThrownAtOnce(String state) {
    var refusal = new SQLException("refused", state);
    assertSame(
        refusal,
        assertThrows(
            SQLException.class, () -> Outages.outlast("tests", () -> failAtFirst(9, refusal))));
    assertEquals(1, tries.get());
  }

  @Test
  void interruptEndsTheWait() {
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () -> Outages.outlast("tests", () -> failAtFirst(9, new SQLException("away", "08006"))));
    assertEquals(1, tries.get());
  }

  private void failAtFirst(int failures, SQLException failure) throws SQLException {
    if (tries.incrementAndGet() <= failures) {
      throw failure;
    }
  }
}
