package dev.hearth.runtime.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.sdk.error.CallException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** The queue of a node whose pools are played; after each test the books agree. */
abstract class QueueFixture {
  @Inject Requests requests;
  @Inject Calls calls;
  @Inject FakePools pools;
  @Inject FakeMarketplace marketplace;

  @AfterEach
  void booksAgree() {
    pools.reset();
    assertEquals(List.of(), marketplace.contradictions());
  }

  Ending ended(UUID id, Member caller) throws Exception {
    var live = requests.ended(id, caller.id());
    if (live.isPresent()) {
      return live.get().get(30, TimeUnit.SECONDS);
    }
    return requests.find(id, caller.id()).flatMap(RequestView::ending).orElseThrow();
  }

  void awaitBalance(Member member, long nanos) throws Exception {
    Await.until("balance " + nanos, () -> marketplace.balance(member) == nanos);
  }

  static CallException refusal(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(CallException.class, call);
  }
}
