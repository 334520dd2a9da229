package dev.hearth.runtime.credit;

import dev.hearth.runtime.credit.LeaseRows.Closed;
import dev.hearth.runtime.marketplace.CloseAnswer;
import dev.hearth.runtime.marketplace.LeaseAnswer;
import dev.hearth.runtime.marketplace.Marketplace;
import dev.hearth.runtime.usage.UsageSignal;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens and closes leases with the marketplace. A lease is written down before it is asked for, and
 * a close is first decided here, under the row's lock; so whatever happens in between, it is known
 * here and reported until the marketplace has it.
 */
@ApplicationScoped
class LeaseDesk {
  private final Marketplace marketplace;
  private final CreditConfig config;
  private final LeaseRows rows;
  private final UsageSignal usage;

  /** Leases that nobody uses and whose close has not been reported. */
  private final Set<UUID> unfinished = ConcurrentHashMap.newKeySet();

  LeaseDesk(Marketplace marketplace, CreditConfig config, LeaseRows rows, UsageSignal usage) {
    this.marketplace = marketplace;
    this.config = config;
    this.rows = rows;
    this.usage = usage;
  }

  /** What came of asking. */
  sealed interface Answer {}

  /** A new lease. */
  record Granted(Lease lease) implements Answer {}

  /** The account's funds don't cover it. */
  record Refused(long availableNanos) implements Answer {}

  /** Asks for a lease that covers the amount. */
  Answer open(UUID accountId, long nanos) {
    UUID id = UUID.randomUUID();
    rows.ask(id, accountId);
    Instant asked = Instant.now();
    try {
      long ahead = Math.multiplyExact(nanos, (long) config.callsAhead());
      long wanted = Math.max(ahead, config.sliceNanos());
      return switch (marketplace.openLease(id, accountId, nanos, wanted)) {
        case LeaseAnswer.Granted(long granted, long term) -> {
          rows.granted(id, granted);
          yield new Granted(new Lease(id, granted, asked.plusSeconds(term)));
        }
        case LeaseAnswer.Refused(long available) -> {
          rows.refused(id);
          yield new Refused(available);
        }
      };
    } catch (RuntimeException e) {
      unfinished.add(id);
      throw e;
    }
  }

  /** Closes a lease in which nothing but rows holds any more. */
  void close(UUID leaseId) {
    unfinished.add(leaseId);
    finish(leaseId);
  }

  /** Takes up the leases that an earlier process left open or unreported. */
  void recover() {
    unfinished.addAll(rows.unreported());
    for (UUID leaseId : rows.open()) {
      unfinished.add(leaseId);
      rows.close(leaseId);
    }
  }

  /** Tries again what could not be closed or reported. */
  void finishCloses() {
    unfinished.forEach(this::finish);
  }

  private void finish(UUID leaseId) {
    try {
      Closed closed = rows.close(leaseId);
      report(closed);
      rows.reported(leaseId);
      unfinished.remove(leaseId);
      usage.raise();
    } catch (RuntimeException e) {
      Log.warnf("lease=%s is closed later: %s", leaseId, e.getMessage());
    }
  }

  private void report(Closed closed) {
    if (closed.grantedNanos() == 0) {
      // Asked for, but the answer was lost. Asking again makes sure that it exists, so that a
      // request still under way can't open it after the close.
      marketplace.openLease(closed.leaseId(), closed.accountId(), 0, 0);
    }
    CloseAnswer answer =
        marketplace.closeLease(closed.leaseId(), closed.spentNanos(), closed.heldNanos());
    if (answer == CloseAnswer.CONTRADICTED) {
      Log.errorf(
          "lease=%s the marketplace refuses its close with spent=%d held=%d",
          closed.leaseId(), closed.spentNanos(), closed.heldNanos());
    }
  }
}
