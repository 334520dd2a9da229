package dev.hearth.runtime.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.Pictures;
import dev.hearth.runtime.harness.TestFunction;
import dev.hearth.runtime.pool.LogLine;
import dev.hearth.runtime.pool.Work;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class RequestsTest {
  @Inject Requests requests;
  @Inject Calls calls;
  @Inject FakePools pools;
  @Inject FakeMarketplace marketplace;

  @AfterEach
  void booksAgree() {
    pools.reset();
    assertEquals(List.of(), marketplace.contradictions());
  }

  private Ending ended(UUID id, Member caller) throws Exception {
    var live = requests.ended(id, caller.id());
    if (live.isPresent()) {
      return live.get().get(30, TimeUnit.SECONDS);
    }
    return requests.find(id, caller.id()).flatMap(RequestView::ending).orElseThrow();
  }

  private void awaitBalance(Member member, long nanos) throws Exception {
    Await.until("balance " + nanos, () -> marketplace.balance(member) == nanos);
  }

  private static CallException refusal(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(CallException.class, call);
  }

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

  @Test
  void fundsAreNeverOverspent() throws Exception {
    Member caller = marketplace.developer("5.5");
    var succeeded = new AtomicInteger();
    var refused = new AtomicInteger();
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 24; i++) {
        CallSpec call = calls.call(caller, TestFunction.DEAR, "{}");
        boolean direct = i % 2 == 0;
        var _ =
            threads.submit(
                () -> {
                  try {
                    Ending ending =
                        direct
                            ? requests.run(call, new DirectCaller())
                            : ended(requests.submit(call, "normal"), caller);
                    assertEquals(RequestState.SUCCEEDED, ending.state());
                    return succeeded.incrementAndGet();
                  } catch (CallException e) {
                    assertEquals(ErrorCode.INSUFFICIENT_FUNDS, e.code());
                    return refused.incrementAndGet();
                  }
                });
      }
    }
    assertEquals(5, succeeded.get());
    assertEquals(19, refused.get());
    awaitBalance(caller, 500_000_000);
    CallException poor =
        refusal(
            () -> requests.run(calls.call(caller, TestFunction.DEAR, "{}"), new DirectCaller()));
    assertEquals("this call may cost up to $1, the account has $0.5 available", poor.reason());
  }

  @Test
  void maxCostIsHonoured() {
    Member caller = marketplace.developer("5");
    CallSpec call =
        calls.call(
            caller, TestFunction.DEAR, "{}", Duration.ofHours(1), OptionalLong.of(999_999_999));
    assertEquals(
        ErrorCode.MAX_COST_EXCEEDED, refusal(() -> requests.run(call, new DirectCaller())).code());
    assertEquals(
        ErrorCode.MAX_COST_EXCEEDED, refusal(() -> requests.submit(call, "normal")).code());
    assertEquals(List.of(), pools.seen());
  }

  @Test
  void megapixelsAreBoundByTheInputAndMeasuredFromTheOutput() throws Exception {
    // The cap of 16 megapixels, $0.016, is more than the account has: the picture's own bound
    // counts
    // for a direct call.
    Member caller = marketplace.developer("0.001");
    String input = "{\"image_url\":\"" + Pictures.pngDataUri(100, 50) + "\"}";
    pools.script(
        work -> {
          assertEquals(1, work.media().size());
          String json = new String(work.input(), StandardCharsets.UTF_8);
          assertTrue(json.contains("\"url\":\"hearth-media:0\""), json);
          assertTrue(json.contains("\"width\":100"), json);
          pools.answer(
              work,
              "{\"image\":{\"url\":\"hearth-file:0\",\"content_type\":\"text/html\"}}",
              -1,
              List.of(FakePools.file(Pictures.png(200, 100))));
        });
    Ending ending =
        requests.run(calls.call(caller, TestFunction.UPSCALE, input), new DirectCaller());
    assertEquals(RequestState.SUCCEEDED, ending.state());
    assertEquals(20_000, ending.microUnits());
    assertEquals(20_000, ending.chargeNanos());
    String body = new String(ending.body(), StandardCharsets.UTF_8);
    assertTrue(body.contains("\"content_type\":\"image/png\""), body);
    assertTrue(body.contains("\"width\":200"), body);
    awaitBalance(caller, 1_000_000 - 20_000);
  }

  @Test
  void queuedHoldShrinksToThePictureAndAnOutputAboveItFails() throws Exception {
    Member caller = marketplace.developer("0.016");
    pools.keep();
    String input = "{\"image_url\":\"" + Pictures.pngDataUri(10, 10) + "\",\"scale\":1}";
    UUID first = requests.submit(calls.call(caller, TestFunction.UPSCALE, input), "normal");
    Await.until("prepared", () -> pools.openWork().size() == 1);
    // The first held all of the account's funds; its picture is small, so there is room now.
    var work = pools.openWork().getFirst();
    pools.answer(
        work, "{\"url\":\"hearth-file:0\"}", -1, List.of(FakePools.file(Pictures.png(20, 10))));
    Ending tooBig = ended(first, caller);
    assertEquals("invalid_output", tooBig.errorType());
    assertEquals(0, tooBig.chargeNanos());
    UUID second = requests.submit(calls.call(caller, TestFunction.UPSCALE, input), "normal");
    Await.until("prepared", () -> pools.openWork().size() == 1);
    pools.answer(
        pools.openWork().getFirst(),
        "{\"url\":\"hearth-file:0\"}",
        -1,
        List.of(FakePools.file(Pictures.png(10, 10))));
    assertEquals(100, ended(second, caller).chargeNanos());
    awaitBalance(caller, 16_000_000 - 100);
  }

  @Test
  void pictureAboveTheCapIsRefused() throws Exception {
    Member caller = marketplace.developer("1");
    String input = "{\"image_url\":\"" + Pictures.pngDataUri(3000, 3000) + "\"}";
    CallException direct =
        refusal(
            () ->
                requests.run(calls.call(caller, TestFunction.UPSCALE, input), new DirectCaller()));
    assertEquals(ErrorCode.IMAGE_TOO_LARGE, direct.code());
    UUID id = requests.submit(calls.call(caller, TestFunction.UPSCALE, input), "normal");
    Ending queued = ended(id, caller);
    assertEquals(422, queued.status());
    assertTrue(
        new String(queued.body(), StandardCharsets.UTF_8)
            .contains("\"loc\":[\"body\",\"image_url\"]"));
  }

  @Test
  void meteredUnitsAreTakenFromTheFunctionWithinItsCap() throws Exception {
    Member caller = marketplace.developer("1");
    pools.script(work -> pools.answer(work, "{}", 2_500_000, List.of()));
    Ending ending = requests.run(calls.call(caller, TestFunction.SPEECH, "{}"), new DirectCaller());
    assertEquals(7, ending.chargeNanos());
    for (long metered : new long[] {-1, 100_000_001}) {
      pools.script(work -> pools.answer(work, "{}", metered, List.of()));
      assertEquals(
          "invalid_output",
          requests
              .run(calls.call(caller, TestFunction.SPEECH, "{}"), new DirectCaller())
              .errorType());
    }
    awaitBalance(caller, 999_999_993);
    assertEquals(1, marketplace.events(caller).size());
  }

  @Test
  void usageWaitsForAMarketplaceThatIsDown() throws Exception {
    Member caller = marketplace.developer("3");
    Member unknown = marketplace.developer("3");
    CallSpec stranger = calls.call(unknown, TestFunction.DEAR, "{}");
    requests.run(calls.call(caller, TestFunction.DEAR, "{}"), new DirectCaller());
    awaitBalance(caller, 2_000_000_000);
    CallSpec call = calls.call(caller, TestFunction.DEAR, "{}");
    marketplace.down(true);
    try {
      assertEquals(RequestState.SUCCEEDED, requests.run(call, new DirectCaller()).state());
      assertEquals(
          503, refusal(() -> requests.run(stranger, new DirectCaller())).code().httpStatus());
      assertEquals(2_000_000_000, marketplace.balance(caller));
    } finally {
      marketplace.down(false);
    }
    awaitBalance(caller, 1_000_000_000);
    // The lease whose answer was lost doesn't keep the stranger's money.
    Await.until("nothing reserved", () -> marketplace.reserved(unknown) == 0);
    assertArrayEquals(
        "{}".getBytes(StandardCharsets.UTF_8), requests.run(stranger, new DirectCaller()).body());
  }

  @Test
  void unspentCreditComesBackAtTheEndOfItsTerm() throws Exception {
    Member caller = marketplace.developer("3");
    marketplace.term(1);
    try {
      pools.keep();
      UUID open = requests.submit(calls.call(caller, TestFunction.DEAR, "{}"), "normal");
      Await.until(
          "only the open call's hold is reserved",
          () -> marketplace.reserved(caller) == 1_000_000_000);
      pools.openWork().forEach(pools::echo);
      assertEquals(1_000_000_000, ended(open, caller).chargeNanos());
      awaitBalance(caller, 2_000_000_000);
      assertEquals(0, marketplace.reserved(caller));
    } finally {
      marketplace.term(600);
    }
  }
}
