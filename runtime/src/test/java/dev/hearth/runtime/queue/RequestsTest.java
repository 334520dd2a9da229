package dev.hearth.runtime.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.TestFunction;
import dev.hearth.runtime.pool.Work;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class RequestsTest extends QueueFixture {
  @Test
  void directRunIsChargedOnceAndShipped() throws Exception {
    Member caller = marketplace.developer("1");
    Ending ending =
        requests.run(
            calls.call(caller, TestFunction.STRICT, "{\"prompt\":\"cat\"}"), new DirectCaller());
    assertEquals(RequestState.SUCCEEDED, ending.state());
    assertEquals("{\"prompt\":\"cat\"}", new String(ending.body(), StandardCharsets.UTF_8));
    assertEquals(1_000_000, ending.chargeNanos());
    awaitBalance(caller, 999_000_000);
    assertEquals(1, marketplace.events(caller).size());
  }

  @Test
  void queuedRunIsChargedOnceAndShipped() throws Exception {
    Member caller = marketplace.developer("1");
    UUID id =
        requests.submit(calls.call(caller, TestFunction.STRICT, "{\"prompt\":\"cat\"}"), "normal");
    assertEquals(1_000_000, ended(id, caller).chargeNanos());
    awaitBalance(caller, 999_000_000);
    assertEquals(RequestState.SUCCEEDED, requests.find(id, caller.id()).orElseThrow().state());
  }

  /** As when the connection breaks while the call's media are still being fetched. */
  @Test
  void directCallThatWasGivenUpBeforeItRanIsWithdrawnAtOnce() throws Exception {
    Member caller = marketplace.developer("1");
    pools.keep();
    CallSpec call = calls.call(caller, TestFunction.DEAR, "{}");
    var gone = new DirectCaller();
    requests.abandon(call.requestId(), gone);
    Ending ending = requests.run(call, gone);
    assertEquals(RequestState.CANCELLED, ending.state());
    assertEquals(0, ending.chargeNanos());
    assertEquals(List.of(), pools.openWork());
  }

  @Test
  void ownersOwnCallsNeedNoFunds() {
    Member owner = marketplace.owner();
    Ending ending = requests.run(calls.call(owner, TestFunction.DEAR, "{}"), new DirectCaller());
    assertEquals(RequestState.SUCCEEDED, ending.state());
    assertEquals(0, ending.chargeNanos());
    assertEquals(List.of(), marketplace.events(owner));
  }

  @Test
  void strangersFindNothing() throws Exception {
    Member caller = marketplace.developer("1");
    Member stranger = marketplace.developer("1");
    pools.keep();
    UUID live = requests.submit(calls.call(caller, TestFunction.NOOP, "{}"), "normal");
    assertTrue(requests.find(live, stranger.id()).isEmpty());
    assertTrue(requests.ended(live, stranger.id()).isEmpty());
    Await.until("handed over", () -> !pools.openWork().isEmpty());
    pools.openWork().forEach(pools::echo);
    ended(live, caller);
    assertTrue(requests.find(live, stranger.id()).isEmpty());
    assertTrue(requests.find(live, caller.id()).isPresent());
  }

  @Test
  void failuresCostNothingEvenWhenTheirMessageIsHostile() throws Exception {
    Member caller = marketplace.developer("2");
    var failure = new CallException(ErrorCode.FUNCTION_FAILED, "nul \0, surrogate \ud800, \u2028");
    pools.script(work -> pools.end(work, new WorkOutcome.Failed(failure)));
    UUID id = requests.submit(calls.call(caller, TestFunction.DEAR, "{}"), "normal");
    Ending queued = ended(id, caller);
    Ending direct = requests.run(calls.call(caller, TestFunction.DEAR, "{}"), new DirectCaller());
    for (Ending ending : List.of(queued, direct)) {
      assertEquals(RequestState.FAILED, ending.state());
      assertEquals(500, ending.status());
      assertEquals(0, ending.chargeNanos());
    }
    pools.reset();
    // Both dollars are still there.
    assertEquals(
        RequestState.SUCCEEDED,
        requests.run(calls.call(caller, TestFunction.DEAR, "{}"), new DirectCaller()).state());
    assertEquals(
        RequestState.SUCCEEDED,
        requests.run(calls.call(caller, TestFunction.DEAR, "{}"), new DirectCaller()).state());
    awaitBalance(caller, 0);
  }

  @Test
  void waitingAndRunningRequestsAreCancelled() throws Exception {
    Member caller = marketplace.developer("1");
    pools.script(work -> work.listener().started(Hints.NONE));
    UUID running = requests.submit(calls.call(caller, TestFunction.NOOP, "{}"), "normal");
    Await.until(
        "running",
        () -> requests.find(running, caller.id()).orElseThrow().state() == RequestState.RUNNING);
    requests.cancel(running);
    assertEquals(RequestState.CANCELLED, ended(running, caller).state());
    assertEquals(499, ended(running, caller).status());

    pools.keep();
    // Eight go ahead (see Installation), the others wait in their lane.
    List<UUID> ids =
        java.util.stream.IntStream.range(0, 12)
            .mapToObj(_ -> requests.submit(calls.call(caller, TestFunction.NOOP, "{}"), "normal"))
            .toList();
    assertEquals(8, pools.openWork().size());
    assertEquals(11, requests.find(ids.get(11), caller.id()).orElseThrow().position());
    requests.cancel(ids.get(10));
    assertEquals(RequestState.CANCELLED, ended(ids.get(10), caller).state());
    assertEquals(10, requests.find(ids.get(11), caller.id()).orElseThrow().position());
    for (UUID id : ids) {
      requests.cancel(id);
    }
    for (UUID id : ids) {
      assertEquals(RequestState.CANCELLED, ended(id, caller).state());
    }
    Await.until(
        "nothing is charged or reserved for cancelled calls",
        () -> marketplace.events(caller).isEmpty() && marketplace.balance(caller) == 1_000_000_000);
  }

  @Test
  void requestsOfAVersionStartInOrder() throws Exception {
    Member caller = marketplace.developer("1");
    pools.keep();
    List<UUID> ids =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(_ -> requests.submit(calls.call(caller, TestFunction.NOOP, "{}"), "normal"))
            .toList();
    Await.until("first are there", () -> pools.openWork().size() == 8);
    pools.script(pools::echo);
    pools.openWork().forEach(pools::echo);
    for (UUID id : ids) {
      assertEquals(RequestState.SUCCEEDED, ended(id, caller).state());
    }
    assertEquals(
        ids.subList(0, 8), pools.seen().subList(0, 8).stream().map(Work::requestId).toList());
    assertEquals(100, pools.seen().size());
    awaitBalance(caller, 1_000_000_000 - 100 * 1_000);
  }

  @Test
  void fullPoolOnlyDelays() throws Exception {
    Member caller = marketplace.developer("1");
    var refusals = new AtomicInteger(3);
    pools.script(
        work -> {
          if (refusals.getAndDecrement() > 0) {
            throw new CallException(ErrorCode.TOO_MANY_REQUESTS, "full");
          }
          pools.echo(work);
        });
    UUID id = requests.submit(calls.call(caller, TestFunction.NOOP, "{}"), "normal");
    assertEquals(RequestState.SUCCEEDED, ended(id, caller).state());
    pools.script(
        _ -> {
          throw new CallException(ErrorCode.TOO_MANY_REQUESTS, "full");
        });
    assertEquals(
        429,
        requests.run(calls.call(caller, TestFunction.NOOP, "{}"), new DirectCaller()).status());
  }

  @Test
  void requestThatCannotStartInTimeFails() throws Exception {
    Member caller = marketplace.developer("1");
    pools.keep();
    for (int i = 0; i < 8; i++) {
      requests.submit(calls.call(caller, TestFunction.NOOP, "{}"), "normal");
    }
    UUID late =
        requests.submit(
            calls.call(
                caller, TestFunction.NOOP, "{}", Duration.ofMillis(200), OptionalLong.empty()),
            "normal");
    Ending ending = ended(late, caller);
    assertEquals(504, ending.status());
    assertEquals("request_timeout", ending.errorType());
  }

  @Test
  void sameKeyIsOneRequestUnderConcurrencyAndWithoutFunds() throws Exception {
    Member caller = marketplace.developer("1");
    byte[] digest = {1};
    var ids = new java.util.concurrent.ConcurrentSkipListSet<UUID>();
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        CallSpec call = calls.call(caller, TestFunction.DEAR, "{}");
        var _ =
            threads.submit(() -> ids.add(requests.submitOnce(call, "normal", false, "k", digest)));
      }
    }
    // With one dollar some of the sixteen may have found no funds; all that got an id got the same.
    assertEquals(1, ids.size());
    assertEquals(RequestState.SUCCEEDED, ended(ids.first(), caller).state());
    awaitBalance(caller, 0);
    CallSpec again = calls.call(caller, TestFunction.DEAR, "{}");
    assertEquals(ids.first(), requests.submitOnce(again, "normal", true, "k", digest));
    CallException reused =
        refusal(() -> requests.submitOnce(again, "normal", false, "k", new byte[] {2}));
    assertEquals(ErrorCode.IDEMPOTENCY_KEY_REUSED, reused.code());
    Member other = marketplace.developer("1");
    CallSpec theirs = calls.call(other, TestFunction.DEAR, "{}");
    assertEquals(theirs.requestId(), requests.submitOnce(theirs, "normal", false, "k", digest));
    assertEquals(1, marketplace.events(caller).size());
  }
}
