package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cancelling, and calls that take too long. */
class CancelTest {
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    start("0.2S");
  }

  private void start(String grace) throws IOException {
    node =
        new TestNode(
            Map.of("hearth.pool.max-workers-per-version", "1", "hearth.pool.cancel-grace", grace));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  private static void assertCancelled(Heard heard) {
    assertInstanceOf(WorkOutcome.Cancelled.class, heard.outcome());
  }

  private long workerPid() {
    return node.pools().workers().getFirst().pid();
  }

  @Test
  void waitingCallEndsAtOnceAndNeverRuns() throws IOException {
    Heard running = node.call(Function.unary(), "for-ever");
    running.awaitStart();
    Heard waiting = node.call(Function.unary(), "echo");
    node.cancel(waiting);
    assertCancelled(waiting);
    assertEquals(List.of("ended"), waiting.events());
    assertFalse(running.isOver());
  }

  @Test
  void obedientCallLeavesItsWorkerAlive() throws IOException {
    node.close();
    start("60S");
    Heard running = node.call(Function.unary(), "until-cancelled");
    running.awaitStart();
    long pid = workerPid();
    node.cancel(running);
    assertCancelled(running);
    assertEquals("{}", node.call(Function.unary(), "log").output().print());
    assertEquals(pid, workerPid());
  }

  /** A caller may cancel while the call is on its way to the worker. */
  @Test
  void cancelFromWithinStartedReachesTheWorker() throws IOException {
    node.close();
    start("60S");
    for (int round = 0; round < 20; round++) {
      var heard = new Heard();
      Function function = Function.unary();
      heard.onStart(() -> node.cancel(heard));
      node.submit(
          function.work(
              function.manifest(node),
              dev.hearth.sdk.json.Json.parseObject("{\"do\":\"until-cancelled\"}"),
              heard));
      assertCancelled(heard);
    }
    assertEquals(20, node.pools().workers().getFirst().calls());
  }

  @Test
  void callThatIgnoresItDiesWithItsWorker() throws IOException {
    Heard running = node.call(Function.unary(), "for-ever");
    running.awaitStart();
    long pid = workerPid();
    node.cancel(running);
    assertCancelled(running);
    assertEquals("{}", node.call(Function.unary(), "log").output().print());
    assertTrue(pid != workerPid());
  }

  @Test
  void callThatIgnoresItBesideOthersIsLeftBehind() throws IOException {
    Function two = Function.unary().concurrency(2);
    Heard obstinate = node.call(two, "for-ever");
    Heard neighbour = node.call(two, "until-cancelled");
    obstinate.awaitStart();
    neighbour.awaitStart();
    long pid = workerPid();
    node.cancel(obstinate);
    assertCancelled(obstinate);
    assertFalse(neighbour.isOver());
    assertEquals(pid, workerPid());
    node.cancel(neighbour);
    assertCancelled(neighbour);
    // Only the withdrawn call is left on the worker: it is killed and a new one serves.
    assertEquals("{}", node.call(two, "log").output().print());
    Await.until("the worker is replaced", () -> pid != workerPid());
  }

  @Test
  void cancellingTwiceOrTheUnknownChangesNothing() throws IOException {
    node.pools().cancel(UUID.randomUUID());
    Heard running = node.call(Function.unary(), "until-cancelled");
    running.awaitStart();
    node.cancel(running);
    node.cancel(running);
    assertCancelled(running);
    node.cancel(running);
    assertEquals(List.of("started", "ended"), running.events());
  }

  @Test
  void lateCallIsKilledAndTheNextIsServed() throws IOException {
    Function quick = Function.unary().timeout(Duration.ofSeconds(1));
    Heard late = node.call(quick, "for-ever");
    assertEquals(504, late.failure().code().httpStatus());
    assertEquals("generation_timeout", late.failure().code().type());
    assertEquals("{}", node.call(quick, "log").output().print());
  }

  @Test
  void lateBatchIsGivenBackToBeRunAlone() throws IOException {
    Function quick = Function.batch(2).timeout(Duration.ofSeconds(2));
    Heard holder = node.call(quick, "until-cancelled");
    holder.awaitStart();
    Heard first = node.call(quick, "for-ever");
    Heard second = node.call(quick, "for-ever");
    node.cancel(holder);
    assertEquals(2, first.death().batchSize());
    assertEquals(2, second.death().batchSize());
  }

  @Test
  void callThatDoesntStartInTimeFails() throws IOException {
    Heard running = node.call(Function.unary(), "for-ever");
    running.awaitStart();
    var heard = new Heard();
    Function function = Function.unary();
    Work work =
        function.work(
            function.manifest(node),
            dev.hearth.sdk.json.Json.parseObject("{\"do\":\"echo\"}"),
            heard);
    node.submit(
        new Work(
            work.requestId(),
            work.function(),
            work.version(),
            work.manifest(),
            "/",
            work.input(),
            List.of(),
            "",
            false,
            Duration.ofMillis(50),
            heard));
    assertEquals("request_timeout", heard.failure().code().type());
    assertEquals(List.of("ended"), heard.events());
  }
}
