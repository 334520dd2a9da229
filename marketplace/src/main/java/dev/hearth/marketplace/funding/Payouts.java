package dev.hearth.marketplace.funding;

import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Posting;
import dev.hearth.marketplace.ledger.Posting.Line;
import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Pays creators what they earned, in two phases: what is payable is taken and waits in transit,
 * until it was sent, in full or in part, or goes back, which it does by itself at its end.
 */
@Singleton
final class Payouts {
  private static final Logger LOG = Logger.getLogger(Payouts.class);

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Wallets wallets;
  private final PayoutStore store;

  Payouts(Jdbi jdbi, Ledger ledger, Wallets wallets, PayoutStore store) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.wallets = wallets;
    this.store = store;
  }

  /**
   * What an admin begins.
   *
   * @param nanos empty for all that is payable
   */
  record Request(String key, String account, OptionalLong nanos, @Nullable Instant expiresAt) {
    Request {
      expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
    }
  }

  List<Payout> list(boolean pendingOnly) {
    return jdbi.withHandle(handle -> store.list(handle, pendingOnly));
  }

  /**
   * Takes what is to be paid out; once per key.
   *
   * @throws CallException {@code INSUFFICIENT_FUNDS} for more than was earned, {@code CONFLICT} for
   *     a key of another payout
   */
  Payout begin(Request request) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED, handle -> begin(handle, request));
  }

  private Payout begin(Handle handle, Request request) {
    UUID account = Amounts.account(handle, request.account());
    var _ = wallets.lockAccount(handle, account);
    Optional<Payout> earlier = store.find(handle, request.key());
    if (earlier.isPresent()) {
      return repeated(earlier.get(), request);
    }
    long payable = ledger.id(handle, Ledger.payable(request.account()));
    long transit = ledger.id(handle, Ledger.PAYOUT_IN_TRANSIT);
    long earned =
        Objects.requireNonNull(
            ledger.lock(handle, List.of(payable, transit)).get(payable), "payable");
    long nanos = request.nanos().orElse(earned);
    if (nanos <= 0 || nanos > earned) {
      throw new CallException(
          ErrorCode.INSUFFICIENT_FUNDS,
          "account \"%s\" has earned %d nano-dollars that weren't paid out; %d can't be"
              .formatted(request.account(), earned, nanos));
    }
    post(
        handle,
        PayoutStore.PREFIX + request.key(),
        Posting.Kind.PAYOUT,
        List.of(new Line(payable, -nanos), new Line(transit, nanos)));
    store.insert(handle, request.key(), account, payable, nanos, request.expiresAt());
    return store.find(handle, request.key()).orElseThrow();
  }

  private static Payout repeated(Payout earlier, Request request) {
    boolean same =
        earlier.account().equals(request.account())
            && request.nanos().orElse(earlier.nanos()) == earlier.nanos()
            && Objects.equals(earlier.expiresAt(), request.expiresAt());
    if (!same) {
      throw conflict(request.key(), "was used before for another payout");
    }
    return earlier;
  }

  private static CallException conflict(String key, String reason) {
    return new CallException(ErrorCode.CONFLICT, "payout \"" + key + "\" " + reason);
  }

  /**
   * Was sent; what wasn't goes back. The same again changes nothing.
   *
   * @param nanos empty for all
   */
  Payout sent(String key, OptionalLong nanos) {
    return resolve(
        key,
        payout -> {
          long posted = nanos.orElse(payout.nanos());
          if (posted > payout.nanos()) {
            throw conflict(key, "is of " + payout.nanos() + " nano-dollars, not " + posted);
          }
          return new Resolution("posted", posted);
        });
  }

  /** Wasn't sent, and goes back. The same again changes nothing. */
  Payout returned(String key) {
    return resolve(key, _ -> new Resolution("voided", 0));
  }

  /** How a payout ends. */
  private record Resolution(String outcome, long postedNanos) {}

  private Payout resolve(String key, java.util.function.Function<Payout, Resolution> how) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> {
          Payout payout = locked(handle, key);
          Resolution wanted = how.apply(payout);
          if (payout.pending()) {
            apply(handle, payout, wanted);
          } else if (!new Resolution(payout.outcome(), payout.postedNanos()).equals(wanted)) {
            throw conflict(key, "was %s with %d".formatted(payout.outcome(), payout.postedNanos()));
          }
          return store.find(handle, key).orElseThrow();
        });
  }

  /** As it is once nobody else resolves payouts of its account. */
  private Payout locked(Handle handle, String key) {
    UUID account =
        store
            .find(handle, key)
            .orElseThrow(() -> new CallException(ErrorCode.NOT_FOUND, "no payout \"" + key + "\""))
            .accountId();
    var _ = wallets.lockAccount(handle, account);
    return store.find(handle, key).orElseThrow();
  }

  private void apply(Handle handle, Payout payout, Resolution resolution) {
    boolean sent = resolution.postedNanos() > 0;
    long back = payout.nanos() - resolution.postedNanos();
    var lines = new ArrayList<Line>();
    lines.add(new Line(ledger.id(handle, Ledger.PAYOUT_IN_TRANSIT), -payout.nanos()));
    if (sent) {
      lines.add(new Line(ledger.id(handle, Ledger.CASH), resolution.postedNanos()));
    }
    if (back > 0) {
      lines.add(new Line(ledger.id(handle, Ledger.payable(payout.account())), back));
    }
    var kind = sent ? Posting.Kind.PAYOUT_SENT : Posting.Kind.PAYOUT_RETURNED;
    String key = (sent ? "payout_sent:" : "payout_returned:") + payout.key();
    post(handle, key, kind, lines);
    store.resolve(handle, payout, resolution.outcome(), resolution.postedNanos(), key);
  }

  private void post(Handle handle, String key, Posting.Kind kind, List<Line> lines) {
    if (ledger.post(handle, List.of(new Posting(key, kind, lines))) != 1) {
      throw conflict(key, "was posted before");
    }
  }

  @Scheduled(
      identity = "payout-expiry",
      every = "1m",
      delayed = "30s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void expireAll() {
    for (Payout payout : jdbi.withHandle(store::expired)) {
      if (expire(payout.key())) {
        LOG.infof("payout expired, key=%s nanos=%d", payout.key(), payout.nanos());
      }
    }
  }

  private boolean expire(String key) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> {
          Payout payout = locked(handle, key);
          if (payout.pending()) {
            apply(handle, payout, new Resolution("expired", 0));
          }
          return payout.pending();
        });
  }
}
