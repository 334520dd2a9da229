package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which calls run together. */
class BatchTest {
  private final Function function = Function.batch(3);
  private TestNode node;
  private Heard holder;

  /** A call holds the only worker, so that what comes after must wait. */
  @BeforeEach
  void start() throws IOException {
    node = new TestNode(Map.of("hearth.pool.max-workers-per-version", "1"));
    holder = node.call(function, "until-cancelled");
    holder.awaitStart();
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  private Heard echo(String key) throws IOException {
    return node.callWithKey(function, "echo", key, false);
  }

  private static long batchOf(Heard heard) {
    return heard.output().asObject().integer("batch");
  }

  private void release() {
    node.cancel(holder);
    assertInstanceOf(WorkOutcome.Cancelled.class, holder.outcome());
  }

  @Test
  void equalKeysRunTogetherUpToTheMaximum() throws IOException {
    List<Heard> equal = List.of(echo("a"), echo("a"), echo("a"), echo("a"));
    release();
    assertEquals(List.of(3L, 3L, 3L, 1L), equal.stream().map(BatchTest::batchOf).toList());
  }

  @Test
  void unequalKeysRunApartAndEqualOnesOvertake() throws IOException {
    Heard first = echo("a");
    Heard other = echo("b");
    Heard third = echo("a");
    release();
    assertEquals(2, batchOf(first));
    assertEquals(1, batchOf(other));
    assertEquals(2, batchOf(third));
  }

  @Test
  void workThatMustBeAloneIs() throws IOException {
    Heard before = echo("a");
    Heard alone = node.callWithKey(function, "echo", "a", true);
    Heard after = echo("a");
    release();
    assertEquals(2, batchOf(before));
    assertEquals(1, batchOf(alone));
    assertEquals(2, batchOf(after));
  }

  @Test
  void idleWorkerTakesACallWithoutWaitingForMore() throws IOException {
    release();
    assertEquals(1, batchOf(echo("a")));
  }

  @Test
  void crashOfABatchIsToldToAllItsCalls() throws IOException {
    List<Heard> batch = List.of(echo("a"), node.callWithKey(function, "exit", "a", false));
    Heard other = echo("b");
    release();
    // The echo may be answered before the exit, but nobody is left without an end.
    WorkOutcome.WorkerDied death = batch.get(1).death();
    assertTrue(death.batchSize() <= 2, death.toString());
    assertTrue(
        batch.get(0).outcome() instanceof WorkOutcome.Answered
            || batch.get(0).death().batchSize() == 2);
    assertEquals(1, batchOf(other));
  }

  @Test
  void crashTellsHowManyDied() throws IOException {
    Heard stuck = node.callWithKey(function, "for-ever", "a", false);
    Heard second = node.callWithKey(function, "for-ever", "a", false);
    release();
    stuck.awaitStart();
    second.awaitStart();
    long pid = node.pools().workers().getFirst().pid();
    assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    assertEquals(2, stuck.death().batchSize());
    assertEquals(2, second.death().batchSize());
  }

  @Test
  void positionCountsWhatWaitsBefore() throws IOException {
    Heard first = echo("a");
    Heard second = echo("b");
    Heard third = echo("a");
    assertEquals(0, node.pools().position(holder.requestId()));
    assertEquals(0, node.pools().position(first.requestId()));
    assertEquals(1, node.pools().position(second.requestId()));
    assertEquals(2, node.pools().position(third.requestId()));
    assertEquals(3, node.registry().get("pool.queue.depth").gauge().value());
    node.cancel(first);
    assertEquals(0, node.pools().position(second.requestId()));
    assertEquals(1, node.pools().position(third.requestId()));
    assertEquals(1, node.registry().get("pool.workers").tag("state", "busy").gauge().value());
  }
}
