package dev.hearth.runtime.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.TestFunction;
import dev.hearth.runtime.pool.LogLine;
import dev.hearth.runtime.pool.Work;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls whose workers die. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AttemptsTest extends QueueFixture {
  @Test
  void queuedCallThatIsCancelledBetweenTwoAttemptsIsNotRunAgain() throws Exception {
    Member caller = marketplace.developer("1");
    pools.keep();
    UUID id = requests.submit(calls.call(caller, TestFunction.DEAR, "{}"), "normal");
    Await.until("handed over", () -> !pools.openWork().isEmpty());
    Work first = pools.openWork().getFirst();
    // As the pools: the dead worker's call is gone from them before its listener hears.
    pools.die(first, () -> requests.cancel(id));
    assertEquals(RequestState.CANCELLED, ended(id, caller).state());
    assertEquals(List.of(), pools.openWork());
  }

  @Test
  void deadWorkerIsRetriedAndItsBatchRunsAlone() throws Exception {
    Member caller = marketplace.developer("1");
    var attempts = new AtomicInteger();
    pools.script(
        work -> {
          work.listener().started(Hints.NONE);
          work.listener().logged(new LogLine(Instant.EPOCH, "INFO", "attempt"));
          if (attempts.incrementAndGet() == 1) {
            pools.end(work, new WorkOutcome.WorkerDied(3, "killed"));
          } else {
            pools.answer(work, "{}");
          }
        });
    UUID id = requests.submit(calls.call(caller, TestFunction.NOOP, "{}"), "normal");
    assertEquals(RequestState.SUCCEEDED, ended(id, caller).state());
    assertEquals(List.of(false, true), pools.seen().stream().map(Work::alone).toList());
    // Only the committed attempt's log counts.
    assertEquals(1, requests.find(id, caller.id()).orElseThrow().course().logs().size());
  }

  @Test
  void workerThatDiesTwiceFailsTheCall() throws Exception {
    Member caller = marketplace.developer("1");
    pools.script(work -> pools.end(work, new WorkOutcome.WorkerDied(1, "killed")));
    Ending direct = requests.run(calls.call(caller, TestFunction.NOOP, "{}"), new DirectCaller());
    assertEquals("runner_disconnected", direct.errorType());
    assertEquals(503, direct.status());
    assertEquals(2, pools.seen().size());
  }

  /** The function wishes for ten attempts, the installation allows five. */
  @Test
  void functionSaysHowOftenItsCallsAreTried() throws Exception {
    Member caller = marketplace.developer("10");
    pools.script(work -> pools.end(work, new WorkOutcome.WorkerDied(1, "killed")));
    Ending direct = requests.run(calls.call(caller, TestFunction.PAINT, "{}"), new DirectCaller());
    assertEquals("runner_disconnected", direct.errorType());
    assertEquals(5, pools.seen().size());
  }
}
