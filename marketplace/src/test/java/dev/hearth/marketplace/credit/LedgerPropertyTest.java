package dev.hearth.marketplace.credit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.marketplace.installation.TestMoney;
import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.LedgerReader;
import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.marketplace.usage.Usage;
import dev.hearth.marketplace.usage.UsageEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of grants, calls, refunds, payouts, expiry and repeats, through the API, against
 * an oracle that keeps every nano-dollar apart: it knows in which wallet each lies, or in which
 * call.
 */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class LedgerPropertyTest {
  private static final int STEPS = 50;
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2040-01-01T00:00:00Z");

  private final Credit credit;
  private final Expiry expiry;
  private final Usage usage;
  private final LedgerReader reader;
  private final TestMoney money;

  @Inject Scheduler scheduler;

  /** The test alone says when something ends. */
  @BeforeEach
  void pauseExpiry() {
    scheduler.pause("grant-expiry");
  }

  @AfterEach
  void resumeExpiry() {
    scheduler.resume("grant-expiry");
  }

  @Inject
  LedgerPropertyTest(
      Jdbi jdbi,
      Ledger ledger,
      Wallets wallets,
      Credit credit,
      Expiry expiry,
      Usage usage,
      LedgerReader reader) {
    this.credit = credit;
    this.expiry = expiry;
    this.usage = usage;
    this.reader = reader;
    this.money = new TestMoney(jdbi, ledger, wallets);
  }

  static LongStream seeds() {
    return new SplittableRandom(20_261_130L).longs(5);
  }

  /** A grant and what is left of it. */
  private static final class Purse {
    final int number;
    final boolean promotional;
    final int priority;
    final Instant end;
    long nanos;

    Purse(int number, boolean promotional, int priority, Instant end, long nanos) {
      this.number = number;
      this.promotional = promotional;
      this.priority = priority;
      this.end = end;
      this.nanos = nanos;
    }
  }

  /** A call, and where each nano-dollar of its charge came from. */
  private record Call(UsageEvent event, List<Purse> nanos, AtomicInteger refunded) {
    long paidOf(int first) {
      return nanos.reversed().subList(0, first).stream()
          .filter(purse -> !purse.promotional)
          .count();
    }

    long share(long paid) {
      long allPaid = paidOf(nanos.size());
      long fee = allPaid / 5;
      return paid == 0 ? 0 : paid - fee * paid / allPaid;
    }
  }

  private final class World {
    final SplittableRandom random;
    final UUID caller = money.account(0);
    final UUID owner = money.account(0);
    final long price = money.price(owner, 1);
    final List<Purse> purses = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();
    final List<Runnable> repeats = new ArrayList<>();
    final List<String> waiting = new ArrayList<>();
    final List<Long> waitingNanos = new ArrayList<>();
    long earned;
    long transit;

    World(long seed) {
      random = new SplittableRandom(seed);
    }

    void step() {
      switch (random.nextInt(9)) {
        case 0, 1 -> grant();
        case 2, 3, 4 -> call();
        case 5 -> refund();
        case 6 -> payout();
        case 7 -> expire();
        default -> repeat();
      }
    }

    private void grant() {
      boolean promotional = random.nextBoolean();
      int priority = random.nextInt(3);
      Instant end = List.of(PAST, FUTURE, Instant.MAX).get(random.nextInt(3));
      long nanos = random.nextLong(1, 60);
      var purse = new Purse(purses.size(), promotional, priority, end, nanos);
      String expires = end.equals(Instant.MAX) ? "" : ",\"expires_at\":\"%s\"".formatted(end);
      again(
          promotional ? "/v1/admin/grants" : "/v1/admin/deposits",
          "{\"key\":\"%s\",\"account\":\"%s\",\"amount\":%s,\"priority\":%d%s}"
              .formatted(
                  UUID.randomUUID(), TestMoney.name(caller), dollars(nanos), priority, expires));
      purses.add(purse);
    }

    /** A call within one lease, which is closed after it; only what hasn't expired is lent. */
    private void call() {
      long usable =
          purses.stream().filter(purse -> purse.end.isAfter(PAST)).mapToLong(p -> p.nanos).sum();
      UUID lease = UUID.randomUUID();
      assertEquals(
          new Credit.Answer.Granted(usable, 60),
          credit.open(new Credit.Request(lease, caller, 0, 1_000_000)));
      long charge = usable == 0 ? 0 : random.nextLong(0, usable + 1);
      UsageEvent event = event(lease, charge);
      usage.post(List.of(event));
      credit.close(lease, charge, 0);
      repeats.add(() -> usage.post(List.of(event)));
      var call = new Call(event, taken(charge), new AtomicInteger());
      earned += call.share(call.paidOf((int) charge));
      calls.add(call);
    }

    private List<Purse> taken(long charge) {
      List<Purse> order =
          purses.stream()
              .sorted(
                  Comparator.<Purse>comparingInt(purse -> purse.priority)
                      .thenComparing(purse -> purse.end)
                      .thenComparingInt(purse -> purse.number))
              .toList();
      var taken = new ArrayList<Purse>();
      for (Purse purse : order) {
        while (purse.nanos > 0 && taken.size() < charge) {
          purse.nanos--;
          taken.add(purse);
        }
      }
      return taken;
    }

    private UsageEvent event(UUID lease, long nanos) {
      return new UsageEvent(
          UUID.randomUUID(),
          lease,
          caller,
          owner,
          TestMoney.name(owner) + "/f",
          "0".repeat(64),
          price,
          1,
          nanos * 1_000_000,
          nanos,
          nanos,
          false,
          UsageEvent.Outcome.SUCCEEDED,
          PAST);
    }

    private void refund() {
      if (calls.isEmpty()) {
        return;
      }
      Call call = calls.get(random.nextInt(calls.size()));
      int left = call.nanos().size() - call.refunded().get();
      int nanos = random.nextInt(1, 40);
      String body =
          "{\"key\":\"%s\",\"request_id\":\"%s\",\"amount\":%s,\"reason\":\"spoilt\"}"
              .formatted(UUID.randomUUID(), call.event().requestId(), dollars(nanos));
      if (nanos > left) {
        assertEquals(call.nanos().isEmpty() ? 404 : 409, post("/v1/admin/refunds", body));
        return;
      }
      again("/v1/admin/refunds", body);
      int from = call.refunded().get();
      call.nanos().reversed().subList(from, from + nanos).forEach(purse -> purse.nanos++);
      long back = call.share(call.paidOf(from + nanos)) - call.share(call.paidOf(from));
      earned -= Math.min(earned, back);
      call.refunded().addAndGet(nanos);
    }

    private void payout() {
      if (!waiting.isEmpty() && random.nextBoolean()) {
        resolve();
        return;
      }
      long nanos = random.nextLong(1, 30);
      String key = UUID.randomUUID().toString();
      String body =
          "{\"key\":\"%s\",\"account\":\"%s\",\"amount\":%s}"
              .formatted(key, TestMoney.name(owner), dollars(nanos));
      if (nanos > earned) {
        assertEquals(402, post("/v1/admin/payouts", body));
        return;
      }
      again("/v1/admin/payouts", body);
      earned -= nanos;
      transit += nanos;
      waiting.add(key);
      waitingNanos.add(nanos);
    }

    private void resolve() {
      String path = "/v1/admin/payouts/" + waiting.removeFirst();
      long nanos = waitingNanos.removeFirst();
      long sent = random.nextLong(0, nanos + 1);
      if (sent == 0) {
        again(path + "/returned", "{}");
        assertEquals(409, post(path + "/sent", "{}"));
      } else {
        again(path + "/sent", "{\"amount\":%s}".formatted(dollars(sent)));
        assertEquals(409, post(path + "/returned", "{}"));
      }
      transit -= nanos;
      earned += nanos - sent;
    }

    private void expire() {
      long gone = 0;
      for (Purse purse : purses) {
        if (!purse.end.isAfter(PAST)) {
          gone += purse.nanos;
          purse.nanos = 0;
        }
      }
      assertEquals(gone, expiry.expire(caller));
      assertEquals(0, expiry.expire(caller));
    }

    private void repeat() {
      long entries = money.entries();
      repeats.forEach(Runnable::run);
      assertEquals(entries, money.entries());
    }

    /** Does it twice now, and again at every repeat. */
    private void again(String path, String body) {
      Runnable work = () -> assertEquals(200, post(path, body), body);
      work.run();
      work.run();
      repeats.add(work);
    }

    private int post(String path, String body) {
      return given()
          .header("Authorization", TestKey.PLATFORM.header())
          .contentType("application/json")
          .body(body)
          .post(path)
          .statusCode();
    }

    private String dollars(long nanos) {
      return BigDecimal.valueOf(nanos, 9).toPlainString();
    }

    void check() {
      assertEquals(purses.stream().mapToLong(purse -> purse.nanos).sum(), money.balance(caller));
      List<Long> left =
          purses.stream().map(purse -> purse.nanos).filter(nanos -> nanos > 0).sorted().toList();
      assertEquals(left, money.wallets(caller).stream().sorted().toList());
      assertEquals(earned, money.balance(owner));
      assertEquals(
          transit,
          money.number(
              "select coalesce(sum(nanos), 0) from pending_transfer p where account_id = '"
                  + owner
                  + "' and not exists (select from transfer_resolution"
                  + " where pending_id = p.posting_set_id)"));
      assertEquals(0, money.total());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void historiesAgreeWithTheOracleAndTheAudit(long seed) {
    var world = new World(seed);
    for (int step = 0; step < STEPS; step++) {
      world.step();
      world.check();
    }
    world.repeat();
    world.check();
    assertEquals(List.of(), reader.rebuildBalances());
    given()
        .header("Authorization", TestKey.PLATFORM.header())
        .get("/v1/admin/audit")
        .then()
        .statusCode(200)
        .body("checks.findings", everyItem(hasSize(0)));
  }
}
