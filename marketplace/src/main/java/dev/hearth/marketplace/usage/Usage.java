package dev.hearth.marketplace.usage;

import dev.hearth.marketplace.credit.Credit;
import dev.hearth.marketplace.ledger.Consumption;
import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Posting;
import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.marketplace.listing.Prices;
import dev.hearth.marketplace.listing.Prices.PriceVersion;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Posts usage events. A batch is one transaction of a fixed number of statements, whatever its
 * size; each event that costs something gets a posting set of its own, so that a statement can show
 * it.
 */
@Singleton
public final class Usage {
  private final Jdbi jdbi;
  private final Credit credit;
  private final Ledger ledger;
  private final Wallets wallets;
  private final Prices prices;
  private final UsageStore store;
  private final UsageConfig config;

  Usage(
      Jdbi jdbi,
      Credit credit,
      Ledger ledger,
      Wallets wallets,
      Prices prices,
      UsageStore store,
      UsageConfig config) {
    this.jdbi = jdbi;
    this.credit = credit;
    this.ledger = ledger;
    this.wallets = wallets;
    this.prices = prices;
    this.store = store;
    this.config = config;
  }

  /**
   * Posts all events or none. One that was posted before changes nothing.
   *
   * @throws CallException {@code INVALID_INPUT} naming the first event that is wrong in itself or
   *     contradicts its lease, its price or an earlier event of the same request
   */
  public void post(List<UsageEvent> events) {
    Map<UUID, UsageEvent> distinct = distinct(events);
    jdbi.useTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> {
          // Whoever posts the same events at the same time waits here, and then sees them posted.
          credit.lock(handle, distinct.values().stream().map(UsageEvent::leaseId).toList());
          List<UsageEvent> fresh = fresh(handle, distinct);
          if (!fresh.isEmpty()) {
            postFresh(handle, fresh);
          }
        });
  }

  private static Map<UUID, UsageEvent> distinct(List<UsageEvent> events) {
    var distinct = new LinkedHashMap<UUID, UsageEvent>();
    for (UsageEvent event : events) {
      UsageEvent earlier = distinct.putIfAbsent(event.requestId(), event);
      refuseUnless(earlier == null || earlier.equals(event), event, "the batch has another of it");
      refuseUnless(event.isPricedRight(), event, "its charge isn't units × price within its hold");
    }
    return distinct;
  }

  private List<UsageEvent> fresh(Handle handle, Map<UUID, UsageEvent> events) {
    Map<UUID, UsageEvent> earlier = store.find(handle, events.keySet());
    var fresh = new ArrayList<UsageEvent>();
    for (UsageEvent event : events.values()) {
      UsageEvent posted = earlier.get(event.requestId());
      refuseUnless(posted == null || posted.equals(event), event, "another was posted for it");
      if (posted == null) {
        fresh.add(event);
      }
    }
    return fresh;
  }

  private void postFresh(Handle handle, List<UsageEvent> events) {
    checkPrices(handle, events);
    credit.draw(handle, events.stream().map(Usage::draw).toList());
    List<Settlement> settlements = settlements(handle, events);
    store.insert(handle, settlements);
    List<Posting> postings = postings(handle, settlements);
    int made = ledger.post(handle, postings);
    if (made != postings.size()) {
      throw new IllegalStateException(
          "%d of %d posting sets were there without their events"
              .formatted(postings.size() - made, postings.size()));
    }
  }

  private List<Settlement> settlements(Handle handle, List<UsageEvent> events) {
    var payers =
        events.stream()
            .filter(event -> event.chargeNanos() > 0)
            .map(UsageEvent::accountId)
            .distinct()
            .toList();
    var consumption = new Consumption(wallets.lock(handle, payers));
    return events.stream()
        .map(
            event ->
                Settlement.of(
                    event,
                    consumption.take(event.accountId(), event.chargeNanos()),
                    config.feeBasisPoints()))
        .toList();
  }

  private static Credit.Draw draw(UsageEvent event) {
    return new Credit.Draw(
        event.requestId(),
        event.leaseId(),
        event.accountId(),
        event.chargeNanos(),
        event.holdNanos(),
        event.afterClose());
  }

  private void checkPrices(Handle handle, List<UsageEvent> events) {
    Map<Long, PriceVersion> known =
        prices.find(handle, events.stream().map(UsageEvent::priceVersion).distinct().toList());
    for (UsageEvent event : events) {
      if (event.priceVersion() == 0) {
        boolean own = event.accountId().equals(event.ownerAccountId());
        refuseUnless(
            own && event.unitPriceNanos() == 0, event, "only an owner's own calls have no price");
      } else {
        refuseUnless(
            fits(event, known.get(event.priceVersion())), event, "its price version isn't that");
      }
    }
  }

  private static boolean fits(UsageEvent event, @Nullable PriceVersion price) {
    return price != null
        && price.unitPriceNanos() == event.unitPriceNanos()
        && price.function().equals(event.function())
        && price.ownerId().equals(event.ownerAccountId());
  }

  private List<Posting> postings(Handle handle, List<Settlement> settlements) {
    List<Settlement> charged =
        settlements.stream().filter(settled -> settled.event().chargeNanos() > 0).toList();
    Map<UUID, Long> payables =
        store.payables(
            handle,
            charged.stream().map(settled -> settled.event().ownerAccountId()).distinct().toList());
    long revenue = ledger.revenue(handle);
    return charged.stream()
        .map(settled -> settled.posting(id(payables, settled.event().ownerAccountId()), revenue))
        .toList();
  }

  private static long id(Map<UUID, Long> accounts, UUID account) {
    Long id = accounts.get(account);
    if (id == null) {
      throw new IllegalStateException("account " + account + " has no ledger account");
    }
    return id;
  }

  private static void refuseUnless(boolean right, UsageEvent event, String reason) {
    if (!right) {
      throw new CallException(
          ErrorCode.INVALID_INPUT,
          "usage event of request %s is refused: %s".formatted(event.requestId(), reason));
    }
  }
}
