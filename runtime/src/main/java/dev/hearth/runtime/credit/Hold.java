package dev.hearth.runtime.credit;

import java.util.Optional;
import java.util.UUID;

/**
 * Funds set aside for one call. Made in memory; a queued call's hold becomes {@link #persisted}
 * with its row. Ended exactly once by {@link #settle}.
 */
public final class Hold {
  private final AccountCredit credit;
  private final Lease lease;
  private long nanos;

  Hold(AccountCredit credit, Lease lease, long nanos) {
    this.credit = credit;
    this.lease = lease;
    this.nanos = nanos;
  }

  /** A hold of nothing, for calls that cost nothing. */
  public static Optional<Hold> none() {
    return Optional.empty();
  }

  /** The lease it lies in. */
  public UUID leaseId() {
    return lease.id();
  }

  /** What is held. */
  public long nanos() {
    return nanos;
  }

  /** The hold now stands in a committed row: closing the lease needn't wait for it. */
  public void persisted() {
    credit.persisted(lease);
  }

  /** Lowers the hold to what the call can still cost. */
  public void shrink(long toNanos) {
    credit.shrink(lease, nanos - toNanos);
    nanos = toNanos;
  }

  /**
   * Ends the hold: what wasn't charged is free again.
   *
   * @param chargeNanos what the call cost, at most what is held
   * @param inMemory whether it was never {@link #persisted}
   */
  public void settle(long chargeNanos, boolean inMemory) {
    credit.settle(lease, nanos, chargeNanos, inMemory);
  }

  /** The lease turned out to be closed: nothing more is held in it, this hold neither. */
  public void lost() {
    credit.lost(lease);
  }
}
