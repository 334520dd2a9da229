package dev.hearth.runtime.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.TestFunction;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many calls of few accounts at once, with every way to end; the books must agree to the nano. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class StressTest {
  private static final long START = 2_000_000_000;

  @Inject Requests requests;
  @Inject Calls calls;
  @Inject FakePools pools;
  @Inject FakeMarketplace marketplace;
  @Inject @VirtualThreads ExecutorService threads;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13})
  void booksAgreeWhateverHappens(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<Member> members = new ArrayList<>();
    List<AtomicLong> charged = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      members.add(marketplace.developer("2"));
      charged.add(new AtomicLong());
    }
    marketplace.term(1);
    pools.script(
        work ->
            threads.execute(
                () ->
                    endSomehow(
                        work, new SplittableRandom(work.requestId().getLeastSignificantBits()))));
    var running = new ArrayList<Future<?>>();
    for (int i = 0; i < 400; i++) {
      int who = random.nextInt(members.size());
      int how = random.nextInt(10);
      running.add(
          threads.submit(() -> charged.get(who).addAndGet(callOnce(members.get(who), how))));
    }
    for (Future<?> call : running) {
      call.get(60, TimeUnit.SECONDS);
    }
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      long expected = START - charged.get(i).get();
      assertTrue(expected >= 0);
      Await.until("balance " + expected, () -> marketplace.balance(member) == expected);
      Await.until("nothing reserved", () -> marketplace.reserved(member) == 0);
    }
    assertEquals(List.of(), marketplace.contradictions());
    pools.reset();
    marketplace.term(600);
  }

  private void endSomehow(dev.hearth.runtime.pool.Work work, SplittableRandom random) {
    work.listener().started(Hints.NONE);
    switch (random.nextInt(8)) {
      case 0 ->
          pools.end(
              work,
              new WorkOutcome.Failed(new CallException(ErrorCode.FUNCTION_FAILED, "no luck")));
      case 1 -> pools.end(work, new WorkOutcome.WorkerDied(2, "killed"));
      default -> pools.answer(work, "{}");
    }
  }

  /** What the call cost. */
  private long callOnce(Member member, int how) throws Exception {
    TestFunction function = how < 7 ? TestFunction.STRICT : TestFunction.DEAR;
    var call = calls.call(member, function, "{\"prompt\":\"cat\"}");
    try {
      if (how % 2 == 0) {
        return requests.run(call, new DirectCaller()).chargeNanos();
      }
      UUID id = requests.submit(call, "normal");
      if (how == 5) {
        requests.cancel(id);
      }
      var live = requests.ended(id, member.id());
      return live.isPresent()
          ? live.get().get().chargeNanos()
          : requests.find(id, member.id()).flatMap(RequestView::ending).orElseThrow().chargeNanos();
    } catch (CallException refusal) {
      assertEquals(ErrorCode.INSUFFICIENT_FUNDS, refusal.code());
      return 0;
    }
  }
}
