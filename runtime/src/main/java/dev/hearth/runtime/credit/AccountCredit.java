package dev.hearth.runtime.credit;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The leases that this node has of one account. New holds go into any lease that covers them; when
 * none does, those that nothing in memory depends on are closed, so that their rest is back with
 * the account before a new one is asked for. The lock is held while asking: callers of the account
 * who come meanwhile wait and then find the new lease.
 */
final class AccountCredit {
  private final UUID accountId;
  private final LeaseDesk desk;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Lease> leases = new ArrayList<>();

  AccountCredit(UUID accountId, LeaseDesk desk, InstantSource clock) {
    this.accountId = accountId;
    this.desk = desk;
    this.clock = clock;
  }

  Hold hold(long nanos) {
    lock.lock();
    try {
      for (Lease lease : leases) {
        if (lease.covers(nanos, clock.instant())) {
          return take(lease, nanos);
        }
      }
      closeIdle();
      Lease lease =
          desk.open(accountId, nanos)
              .orElseThrow(
                  () ->
                      new CallException(
                          ErrorCode.INSUFFICIENT_FUNDS,
                          "this call may cost up to $%s, which the account's funds don't cover"
                              .formatted(dev.hearth.runtime.metering.Price.dollars(nanos))));
      leases.add(lease);
      return take(lease, nanos);
    } finally {
      lock.unlock();
    }
  }

  private Hold take(Lease lease, long nanos) {
    lease.take(nanos);
    return new Hold(this, lease, nanos);
  }

  /** Closes leases past their term that nothing in memory depends on. */
  void closeExpired() {
    lock.lock();
    try {
      leases.removeIf(lease -> lease.expired(clock.instant()) && lease.closeable() && close(lease));
    } finally {
      lock.unlock();
    }
  }

  private void closeIdle() {
    leases.removeIf(lease -> lease.closeable() && close(lease));
  }

  private boolean close(Lease lease) {
    lease.beginClose();
    desk.close(lease.id());
    return true;
  }

  void persisted(Lease lease) {
    locked(lease::memoryHoldEnded);
  }

  void shrink(Lease lease, long byNanos) {
    locked(() -> lease.release(byNanos));
  }

  void settle(Lease lease, long heldNanos, long chargeNanos, boolean inMemory) {
    locked(
        () -> {
          lease.release(heldNanos - chargeNanos);
          if (inMemory) {
            lease.memoryHoldEnded();
          }
        });
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
