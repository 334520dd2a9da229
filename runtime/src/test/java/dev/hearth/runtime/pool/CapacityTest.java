package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How pools share the node. */
class CapacityTest {
  private static final Function A = Function.unary().named("a");
  private static final Function B = Function.unary().named("b");
  private static final Function C = Function.unary().named("c");

  private static List<String> warm(TestNode node) {
    return node.pools().workers().stream().map(WorkerStatus::function).sorted().toList();
  }

  @Test
  void longestIdleWorkerMakesRoom() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.max-workers", "2"))) {
      for (Function function : List.of(A, B, A, C)) {
        assertEquals("{}", node.call(function, "log").output().print());
      }
      assertEquals(List.of("owner/a", "owner/c"), warm(node));
    }
  }

  @Test
  void busyWorkerIsWaitedFor() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.max-workers", "1"))) {
      Heard busy = node.call(A, "until-cancelled");
      busy.awaitStart();
      Heard waiting = node.call(B, "log");
      node.cancel(busy);
      assertInstanceOf(WorkOutcome.Cancelled.class, busy.outcome());
      assertEquals("{}", waiting.output().print());
      assertEquals(List.of("owner/b"), warm(node));
    }
  }

  @Test
  void poolThatAlwaysHasWorkYieldsToOneThatWaits() throws IOException {
    Map<String, String> settings =
        Map.of("hearth.pool.max-workers", "1", "hearth.pool.yield-after", "0S");
    try (var node = new TestNode(settings)) {
      Heard busy = node.call(A, "until-cancelled");
      busy.awaitStart();
      Heard next = node.call(A, "for-ever");
      Heard waiting = node.call(B, "log");
      node.cancel(busy);
      assertEquals("{}", waiting.output().print());
      next.awaitStart();
    }
  }

  @Test
  void memoryIsSharedToo() throws IOException {
    Map<String, String> settings =
        Map.of("hearth.pool.memory", "600M", "hearth.node.worker-memory-overhead", "100M");
    try (var node = new TestNode(settings)) {
      assertEquals("{}", node.call(A.memoryMiB(200), "log").output().print());
      assertEquals("{}", node.call(B.memoryMiB(200), "log").output().print());
      assertEquals(List.of("owner/a", "owner/b"), warm(node));
      assertEquals("{}", node.call(C.memoryMiB(200), "log").output().print());
      assertEquals(List.of("owner/b", "owner/c"), warm(node));
      CallException refused =
          assertThrows(CallException.class, () -> node.call(A.memoryMiB(501), "log"));
      assertTrue(refused.reason().contains("601 MiB"), refused.reason());
    }
  }

  @Test
  void poolGrowsWhileCallsWait() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.max-workers-per-version", "2"))) {
      List<Heard> holders =
          List.of(node.call(A, "until-cancelled"), node.call(A, "until-cancelled"));
      holders.forEach(Heard::awaitStart);
      assertEquals(List.of("owner/a", "owner/a"), warm(node));
      Heard third = node.call(A, "log");
      node.cancel(holders.getFirst());
      assertEquals("{}", third.output().print());
      assertEquals(2, warm(node).size());
    }
  }

  @Test
  void idleWorkerIsDrainedAfterItsKeepAlive() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.keep-alive", "0.2S"))) {
      assertEquals("{}", node.call(A, "log").output().print());
      Await.until("no worker is left", () -> node.pools().workers().isEmpty());
      assertEquals("{}", node.call(A, "log").output().print());
      // A worker that was asked to go is no death.
      assertTrue(node.registry().find("worker.deaths").counters().isEmpty());
    }
  }
}
