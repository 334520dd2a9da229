package dev.hearth.marketplace.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.credit.Credit;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestMoney;
import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.sdk.error.CallException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of deposits, leases, usage and repeats, against an oracle that plays a runtime
 * and knows what every account must have and reserve.
 */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class MoneyPropertyTest {
  private static final int STEPS = 120;
  private static final long UNIT_PRICE = 1_000;

  private final Credit credit;
  private final Usage usage;
  private final TestMoney money;

  @Inject
  MoneyPropertyTest(Jdbi jdbi, Ledger ledger, Wallets wallets, Credit credit, Usage usage) {
    this.credit = credit;
    this.usage = usage;
    this.money = new TestMoney(jdbi, ledger, wallets);
  }

  static LongStream seeds() {
    return new SplittableRandom(20_251_124L).longs(12);
  }

  /** A request that holds in a lease. */
  private record Open(UUID request, long hold) {}

  /** A lease as the runtime's database has it. */
  private static final class Lease {
    final UUID id;
    final UUID account;
    final long granted;
    final List<Open> open = new ArrayList<>();
    final List<UsageEvent> unsent = new ArrayList<>();
    boolean closed;
    boolean closeTold;
    long spent;
    long closeSpent;
    long closeHeld;

    /** What the marketplace must still reserve, given what it was told. */
    long reserved;

    Lease(UUID id, UUID account, long granted) {
      this.id = id;
      this.account = account;
      this.granted = granted;
      this.reserved = granted;
    }

    long held() {
      return open.stream().mapToLong(Open::hold).sum();
    }
  }

  private final class World {
    final SplittableRandom random;
    final List<UUID> accounts = new ArrayList<>();
    final Map<UUID, Long> balances = new HashMap<>();
    final List<Lease> leases = new ArrayList<>();
    final List<UsageEvent> sent = new ArrayList<>();
    final UUID owner = money.account(0);
    final long price = money.price(owner, UNIT_PRICE);
    long deposits;

    World(long seed) {
      random = new SplittableRandom(seed);
      balances.put(owner, 0L);
      for (int i = 0; i < 3; i++) {
        long funds = random.nextLong(0, 50_000);
        UUID account = money.account(funds);
        accounts.add(account);
        balances.put(account, funds);
      }
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    private long reserved(UUID account) {
      return leases.stream()
          .filter(lease -> lease.account.equals(account))
          .mapToLong(lease -> lease.reserved)
          .sum();
    }

    void step() {
      switch (random.nextInt(9)) {
        case 0 -> deposit();
        case 1 -> openLease();
        case 2, 3 -> begin();
        case 4, 5 -> end();
        case 6 -> ship();
        case 7 -> close();
        default -> repeat();
      }
    }

    private void deposit() {
      UUID account = any(accounts);
      long nanos = random.nextLong(1, 20_000);
      String key = account + ":" + deposits++;
      money.deposit(account, key, nanos);
      money.deposit(account, key, nanos);
      balances.merge(account, nanos, Long::sum);
    }

    private void openLease() {
      UUID account = random.nextInt(8) == 0 ? owner : any(accounts);
      long minimum = random.nextLong(0, 20_000);
      long wanted = random.nextLong(0, 40_000);
      UUID id = UUID.randomUUID();
      // What calls brought the owner isn't theirs to spend on calls.
      long funds = account.equals(owner) ? 0 : balances.getOrDefault(account, 0L);
      long available = Math.subtractExact(funds, reserved(account));
      Credit.Answer answer = credit.open(new Credit.Request(id, account, minimum, wanted));
      if (available < minimum) {
        assertEquals(new Credit.Answer.Refused(available), answer);
        return;
      }
      long granted = Math.min(Math.max(minimum, wanted), available);
      assertEquals(new Credit.Answer.Granted(granted, 60), answer);
      assertEquals(answer, credit.open(new Credit.Request(id, account, minimum, wanted)));
      leases.add(new Lease(id, account, granted));
    }

    private void begin() {
      List<Lease> usable = leases.stream().filter(lease -> !lease.closed).toList();
      if (!usable.isEmpty()) {
        Lease lease = any(usable);
        long free = lease.granted - lease.spent - lease.held();
        lease.open.add(new Open(UUID.randomUUID(), random.nextLong(0, free + 1)));
      }
    }

    /** A request ends, with success at most at its hold, or otherwise at no cost. */
    private void end() {
      List<Lease> busy = leases.stream().filter(lease -> !lease.open.isEmpty()).toList();
      if (busy.isEmpty()) {
        return;
      }
      Lease lease = any(busy);
      Open request = lease.open.remove(random.nextInt(lease.open.size()));
      boolean success = random.nextInt(3) > 0;
      long charge = success ? random.nextLong(0, request.hold() + 1) : 0;
      if (!lease.closed) {
        lease.spent += charge;
      }
      boolean own = lease.account.equals(owner);
      if (own && charge > 0) {
        lease.spent -= lease.closed ? 0 : charge;
        charge = 0;
      }
      // A runtime needn't ship what ended before the close and cost nothing.
      if (lease.closed || charge > 0 || random.nextBoolean()) {
        lease.unsent.add(event(lease, request, charge, success, own));
      }
    }

    private UsageEvent event(Lease lease, Open request, long charge, boolean success, boolean own) {
      return new UsageEvent(
          request.request(),
          lease.id,
          lease.account,
          owner,
          TestMoney.name(owner) + "/f",
          "0".repeat(64),
          own ? 0 : price,
          own ? 0 : UNIT_PRICE,
          charge * 1_000_000 / UNIT_PRICE,
          charge,
          request.hold(),
          lease.closed,
          success ? UsageEvent.Outcome.SUCCEEDED : UsageEvent.Outcome.FAILED,
          Instant.ofEpochSecond(
              1_700_000_000L + random.nextInt(1_000), random.nextInt(1_000_000_000)));
    }

    private void ship() {
      var batch = new ArrayList<UsageEvent>();
      for (Lease lease : leases) {
        while (!lease.unsent.isEmpty() && random.nextInt(4) > 0) {
          UsageEvent event = lease.unsent.remove(random.nextInt(lease.unsent.size()));
          batch.add(event);
          if (event.afterClose()) {
            lease.reserved -= lease.closeTold ? event.holdNanos() : event.chargeNanos();
            lateReleased.merge(lease.id, event.holdNanos() - event.chargeNanos(), Long::sum);
          } else {
            lease.reserved -= event.chargeNanos();
          }
          long fee = event.chargeNanos() / 5;
          balances.merge(event.accountId(), -event.chargeNanos(), Long::sum);
          balances.merge(owner, event.chargeNanos() - fee, Long::sum);
        }
      }
      usage.post(batch);
      sent.addAll(batch);
    }

    final Map<UUID, Long> lateReleased = new HashMap<>();

    /** The runtime closes in its own database; the marketplace may hear of it later. */
    private void close() {
      if (leases.isEmpty()) {
        return;
      }
      Lease lease = any(leases);
      if (!lease.closed) {
        lease.closed = true;
        lease.closeSpent = lease.spent;
        lease.closeHeld = lease.held();
      } else if (!lease.closeTold) {
        credit.close(lease.id, lease.closeSpent, lease.closeHeld);
        lease.closeTold = true;
        lease.reserved +=
            lease.closeSpent
                + lease.closeHeld
                - lease.granted
                - lateReleased.getOrDefault(lease.id, 0L);
      }
    }

    private void repeat() {
      long entries = money.entries();
      if (!sent.isEmpty()) {
        usage.post(List.of(any(sent), any(sent)));
      }
      leases.stream()
          .filter(lease -> lease.closeTold)
          .findAny()
          .ifPresent(lease -> credit.close(lease.id, lease.closeSpent, lease.closeHeld));
      assertEquals(entries, money.entries());
    }

    void check() {
      for (UUID account : balances.keySet()) {
        long balance = money.balance(account);
        long reserved = money.reserved(account);
        assertEquals(balances.get(account), balance);
        assertEquals(reserved(account), reserved);
        assertTrue(balance >= reserved, "available is negative");
      }
      assertEquals(0, money.total());
    }

    /** Ends and ships all; then nothing is reserved any more. */
    void finish() {
      while (leases.stream().anyMatch(lease -> !lease.open.isEmpty())) {
        end();
      }
      while (leases.stream().anyMatch(lease -> !lease.closeTold)) {
        close();
      }
      while (leases.stream().anyMatch(lease -> !lease.unsent.isEmpty())) {
        ship();
      }
      check();
      accounts.forEach(account -> assertEquals(0, money.reserved(account)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void historiesAgreeWithTheOracle(long seed) {
    var world = new World(seed);
    for (int step = 0; step < STEPS; step++) {
      world.step();
      world.check();
    }
    world.finish();
    assertEquals(0, money.wrongBalances());
  }

  @org.junit.jupiter.api.Test
  void contradictingRepeatPostsNothingOfItsBatch() {
    UUID owner = money.account(0);
    UUID caller = money.account(10_000);
    long price = money.price(owner, UNIT_PRICE);
    UUID lease = UUID.randomUUID();
    assertEquals(
        new Credit.Answer.Granted(10_000, 60),
        credit.open(new Credit.Request(lease, caller, 0, 10_000)));
    UsageEvent first = charged(lease, caller, owner, price, 2);
    usage.post(List.of(first));
    UsageEvent fresh = charged(lease, caller, owner, price, 1);
    UsageEvent contradicting = withCharge(first, 3);
    org.junit.jupiter.api.Assertions.assertThrows(
        CallException.class, () -> usage.post(List.of(fresh, contradicting)));
    assertEquals(8_000, money.balance(caller));
    usage.post(List.of(first, fresh, fresh));
    assertEquals(7_000, money.balance(caller));
    assertEquals(2_400, money.balance(owner));
  }

  private static UsageEvent charged(UUID lease, UUID caller, UUID owner, long price, int units) {
    return new UsageEvent(
        UUID.randomUUID(),
        lease,
        caller,
        owner,
        TestMoney.name(owner) + "/f",
        "0".repeat(64),
        price,
        UNIT_PRICE,
        units * 1_000_000L,
        units * UNIT_PRICE,
        units * UNIT_PRICE,
        false,
        UsageEvent.Outcome.SUCCEEDED,
        Instant.parse("2026-01-02T03:04:05.678901234Z"));
  }

  private static UsageEvent withCharge(UsageEvent event, int units) {
    UsageEvent other =
        charged(
            event.leaseId(),
            event.accountId(),
            event.ownerAccountId(),
            event.priceVersion(),
            units);
    return new UsageEvent(
        event.requestId(),
        other.leaseId(),
        other.accountId(),
        other.ownerAccountId(),
        other.function(),
        other.version(),
        other.priceVersion(),
        other.unitPriceNanos(),
        other.microUnits(),
        other.chargeNanos(),
        other.holdNanos(),
        other.afterClose(),
        other.outcome(),
        other.finishedAt());
  }
}
