package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the three accounts have, in nano-dollars of settled funds.
 *
 * @param ledgerTotal sum of all entries of the ledger
 */
record Money(long developer, long creator, long platform, long ledgerTotal) {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final long FEE_BASIS_POINTS = 2_000;
  private static final long QUIET_NANOS = Duration.ofMillis(1_500).toNanos();

  static Money read(Installation installation) throws Exception {
    return new Money(
        installation.developer().balanceNanos(),
        installation.creator().balanceNanos(),
        installation.admin().balanceNanos(),
        ledgerTotal(installation));
  }

  /** Reads when what other tests used has settled: nothing has changed for longer than 1 s. */
  static Money settled(Installation installation) throws Exception {
    var last =
        new Object() {
          Money money = read(installation);
          long since = System.nanoTime();
        };
    Await.until(
        LONGEST,
        () -> read(installation),
        now -> {
          if (!now.equals(last.money)) {
            last.money = now;
            last.since = System.nanoTime();
          }
          return System.nanoTime() - last.since > QUIET_NANOS;
        });
    return last.money;
  }

  /**
   * Waits until the developer has paid for calls since this was read, and checks who got it.
   *
   * @param charges of each call, in nano-dollars
   */
  void assertPaid(Installation installation, List<Long> charges) throws Exception {
    long nanos = charges.stream().mapToLong(Long::longValue).sum();
    long fees = charges.stream().mapToLong(charge -> charge * FEE_BASIS_POINTS / 10_000).sum();
    Money after =
        Await.until(LONGEST, () -> read(installation), now -> developer - now.developer >= nanos);
    assertEquals(nanos, developer - after.developer, "the developer paid");
    Money settled = settled(installation);
    assertEquals(nanos, developer - settled.developer, "the developer paid, later");
    assertEquals(
        nanos,
        settled.creator - creator + settled.platform - platform,
        "creator and platform received");
    assertEquals(fees, settled.platform - platform, "the platform's fee");
    assertEquals(0, settled.ledgerTotal, "the ledger's total");
  }

  private static long ledgerTotal(Installation installation) throws Exception {
    JsonNode ledger =
        installation.admin().get(installation.console().resolve("/v1/admin/ledger")).body();
    return ledger.required("total_nanos").longValue();
  }

  /** What an answer says that its call cost. */
  static long costNanos(Reply reply) {
    String dollars = reply.headers().firstValue("x-hearth-cost").orElse("");
    return new BigDecimal(Objects.requireNonNull(dollars)).movePointRight(9).longValueExact();
  }

  /** The price of a listed function per unit. */
  static long unitPriceNanos(Installation installation, String function) throws Exception {
    JsonNode prices =
        installation
            .developer()
            .get(installation.console().resolve("/v1/models/pricing?endpoint_id=" + function))
            .body()
            .required("prices");
    return prices
        .required(0)
        .required("unit_price")
        .decimalValue()
        .movePointRight(9)
        .longValueExact();
  }
}
