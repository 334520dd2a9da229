package dev.hearth.sdk.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The budget under a clock that the test moves. */
class LogBudgetTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND); // nanoTime may overflow
  private final LogBudget budget = new LogBudget(now::get);

  @Test
  void burstThenNothingThenTheRate() {
    assertTrue(budget.take((int) LogBudget.BURST_BYTES));
    assertFalse(budget.take(1));
    now.addAndGet(2 * SECOND);
    assertTrue(budget.take((int) (2 * LogBudget.BYTES_PER_SECOND)));
    assertFalse(budget.take(1));
    assertEquals(2, budget.takeDropped());
    assertEquals(0, budget.takeDropped());
  }

  @Test
  void tinyStepsOfTimeAddUp() {
    assertTrue(budget.take((int) LogBudget.BURST_BYTES));
    for (int i = 0; i < 1_000; i++) {
      now.addAndGet(1_000); // each earns a quarter of a byte
      budget.take(Integer.MAX_VALUE);
    }
    assertTrue(budget.take(200));
  }

  @Test
  void neverMoreThanTheBurst() {
    now.addAndGet(3_600 * SECOND);
    assertFalse(budget.take((int) LogBudget.BURST_BYTES + 1));
    assertTrue(budget.take((int) LogBudget.BURST_BYTES));
  }
}
