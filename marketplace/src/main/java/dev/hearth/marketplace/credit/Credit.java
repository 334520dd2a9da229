package dev.hearth.marketplace.credit;

import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Lends accounts' funds to runtimes. What is available to new leases of an account is what its
 * wallets have less what its leases reserve. Openings of one account follow each other behind its
 * row lock; all other changes leave what is available as it is, or raise it, and so need only the
 * lease's row.
 */
@Singleton
public final class Credit {
  private final Jdbi jdbi;
  private final Wallets wallets;
  private final LeaseStore leases;
  private final CreditConfig config;

  Credit(Jdbi jdbi, Wallets wallets, LeaseStore leases, CreditConfig config) {
    this.jdbi = jdbi;
    this.wallets = wallets;
    this.leases = leases;
    this.config = config;
  }

  /**
   * What a runtime asks for.
   *
   * @param minimumNanos less is of no use to it
   */
  public record Request(UUID leaseId, UUID accountId, long minimumNanos, long wantedNanos) {}

  /** What it gets. */
  public sealed interface Answer {
    /**
     * Authority to spend.
     *
     * @param termSeconds after this no new holds are made in it
     */
    record Granted(long grantedNanos, long termSeconds) implements Answer {}

    /** The account's available funds are below the minimum. */
    record Refused(long availableNanos) implements Answer {}
  }

  /** A usage event as its lease sees it. */
  public record Draw(
      UUID requestId, UUID leaseId, UUID accountId, long charge, long hold, boolean afterClose) {}

  /** What of an account's funds is free for new leases. */
  public long availableNanos(Handle handle, UUID accountId) {
    return leases.availableNanos(handle, accountId);
  }

  /** What an account's leases reserve. */
  public long reservedNanos(Handle handle, UUID accountId) {
    return leases.reservedNanos(handle, accountId);
  }

  /**
   * Opens a lease. The same lease id again gets the same answer.
   *
   * @throws CallException {@code NOT_FOUND} for an unknown account, {@code CONFLICT} for a lease id
   *     that another account has
   */
  public Answer open(Request request) {
    // What happened before the lock was had must be seen after it.
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED, handle -> open(handle, request));
  }

  private Answer open(Handle handle, Request request) {
    var _ = wallets.lockAccount(handle, request.accountId());
    Optional<Lease> earlier = leases.find(handle, request.leaseId());
    if (earlier.isPresent()) {
      return repeated(earlier.get(), request);
    }
    long available = leases.availableNanos(handle, request.accountId());
    if (available < request.minimumNanos()) {
      return new Answer.Refused(available);
    }
    long wanted = Math.max(request.minimumNanos(), request.wantedNanos());
    long granted = Math.max(0, Math.min(wanted, available));
    if (!leases.insert(handle, request.leaseId(), request.accountId(), granted)) {
      throw belongsToAnother(request.leaseId());
    }
    return granted(granted);
  }

  private Answer repeated(Lease lease, Request request) {
    if (!lease.accountId().equals(request.accountId())) {
      throw belongsToAnother(lease.id());
    }
    return granted(lease.granted());
  }

  private static CallException belongsToAnother(UUID leaseId) {
    return new CallException(
        ErrorCode.CONFLICT, "lease " + leaseId + " belongs to another account");
  }

  private Answer granted(long nanos) {
    return new Answer.Granted(nanos, config.leaseTerm().toSeconds());
  }

  /**
   * Closes a lease; the same figures again change nothing.
   *
   * @throws CallException {@code NOT_FOUND} for an unknown lease, {@code CONFLICT} for figures that
   *     exceed the grant, fall short of what was posted, or differ from an earlier close
   */
  public void close(UUID leaseId, long spentNanos, long heldNanos) {
    jdbi.useTransaction(
        handle -> {
          Lease lease =
              leases.lock(handle, List.of(leaseId)).stream()
                  .findFirst()
                  .orElseThrow(() -> new CallException(ErrorCode.NOT_FOUND, "no lease " + leaseId));
          if (lease.closed() && lease.spent() == spentNanos && lease.held() == heldNanos) {
            return;
          }
          Lease closed = lease.closedWith(spentNanos, heldNanos);
          if (lease.closed() || !isSound(closed)) {
            throw new CallException(
                ErrorCode.CONFLICT,
                "lease can't be closed with spent=%d held=%d: it is %s"
                    .formatted(spentNanos, heldNanos, lease));
          }
          leases.update(handle, List.of(closed));
        });
  }

  private static boolean isSound(Lease lease) {
    try {
      return lease.isSound();
    } catch (ArithmeticException _) {
      return false;
    }
  }

  /** Holds the leases' rows, in a fixed order, until the transaction ends. */
  public void lock(Handle handle, Collection<UUID> leaseIds) {
    var _ = leases.lock(handle, leaseIds);
  }

  /**
   * Takes events off their leases.
   *
   * @throws CallException {@code INVALID_INPUT} for an event that its lease doesn't cover
   */
  public void draw(Handle handle, List<Draw> draws) {
    var changed = new LeaseBook(leases.lock(handle, draws.stream().map(Draw::leaseId).toList()));
    draws.forEach(changed::draw);
    leases.update(handle, new ArrayList<>(changed.leases()));
  }
}
