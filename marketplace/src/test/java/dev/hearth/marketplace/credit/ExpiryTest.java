package dev.hearth.marketplace.credit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestMoney;
import dev.hearth.marketplace.ledger.CreditGrant;
import dev.hearth.marketplace.ledger.CreditGrant.Kind;
import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.marketplace.usage.Usage;
import dev.hearth.marketplace.usage.UsageEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has expired goes, but never from under a call; and who is paid from presents. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class ExpiryTest {
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  private final Jdbi jdbi;
  private final Wallets wallets;
  private final Credit credit;
  private final Expiry expiry;
  private final Usage usage;
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
  ExpiryTest(Jdbi jdbi, Ledger ledger, Wallets wallets, Credit credit, Expiry expiry, Usage usage) {
    this.jdbi = jdbi;
    this.wallets = wallets;
    this.credit = credit;
    this.expiry = expiry;
    this.usage = usage;
    this.money = new TestMoney(jdbi, ledger, wallets);
  }

  private void give(UUID account, Kind kind, long nanos, @Nullable Instant expires) {
    jdbi.useTransaction(
        handle ->
            assertTrue(
                wallets.grant(
                    handle,
                    UUID.randomUUID().toString(),
                    new CreditGrant(account, kind, nanos, 50, expires))));
  }

  /** A lease of all that is available; what that is. */
  private long lend(UUID lease, UUID account) {
    return credit.open(new Credit.Request(lease, account, 0, 1_000_000))
            instanceof Credit.Answer.Granted(long granted, long _)
        ? granted
        : -1;
  }

  private UsageEvent call(UUID lease, UUID account, UUID owner, long nanos) {
    return new UsageEvent(
        UUID.randomUUID(),
        lease,
        account,
        owner,
        TestMoney.name(owner) + "/f",
        "0".repeat(64),
        money.price(owner, 1),
        1,
        nanos * 1_000_000,
        nanos,
        nanos,
        false,
        UsageEvent.Outcome.SUCCEEDED,
        PAST);
  }

  @Test
  void whatHasExpiredIsNotLentAndBecomesBreakageOnce() {
    UUID account = money.account(100);
    give(account, Kind.TOP_UP, 70, PAST);
    long breakage = money.balance(Ledger.BREAKAGE);
    assertEquals(100, lend(UUID.randomUUID(), account));
    // The lease reserves 100 of 170; what has expired is reserved first.
    assertEquals(0, expiry.expire(account));
    UUID other = money.account(100);
    give(other, Kind.PROMOTIONAL, 70, PAST);
    assertEquals(70, expiry.expire(other));
    assertEquals(0, expiry.expire(other));
    assertEquals(100, money.balance(other));
    assertEquals(breakage + 70, money.balance(Ledger.BREAKAGE));
    assertEquals(0, money.total());
  }

  @Test
  void callThatHadBegunIsStillPaidFromIt() {
    UUID owner = money.account(0);
    UUID account = money.account(0);
    give(account, Kind.TOP_UP, 100, Instant.parse("2040-01-01T00:00:00Z"));
    UUID lease = UUID.randomUUID();
    assertEquals(100, lend(lease, account));
    give(account, Kind.TOP_UP, 30, PAST);
    assertEquals(0, expiry.expire(account));
    usage.post(List.of(call(lease, account, owner, 60)));
    // 40 are reserved still, of what is left: 0 of the expired 30, and 70 of the other.
    assertEquals(70, money.balance(account));
    credit.close(lease, 60, 0);
    assertEquals(0, expiry.expire(account));
    assertEquals(70, lend(UUID.randomUUID(), account));
    assertEquals(48, money.balance(owner));
  }

  @Test
  void creatorIsPaidOnlyFromWhatWasPaidFor() {
    UUID owner = money.account(0);
    UUID account = money.account(0);
    give(account, Kind.PROMOTIONAL, 50, Instant.parse("2040-01-01T00:00:00Z"));
    give(account, Kind.TOP_UP, 100, null);
    UUID lease = UUID.randomUUID();
    assertEquals(150, lend(lease, account));
    usage.post(List.of(call(lease, account, owner, 40), call(lease, account, owner, 21)));
    // 50 of 61 were a present; of the other 11 the fee is 2.
    assertEquals(9, money.balance(owner));
    assertEquals(89, money.balance(account));
    assertEquals(
        50,
        money.number(
            "select sum(promotional_nanos) from usage_event where lease_id = '" + lease + "'"));
    assertEquals(
        52,
        money.number("select sum(fee_nanos) from usage_event where lease_id = '" + lease + "'"));
    assertEquals(0, money.total());
    assertEquals(0, money.wrongBalances());
  }
}
