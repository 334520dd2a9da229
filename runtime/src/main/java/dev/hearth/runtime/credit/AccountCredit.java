package dev.hearth.runtime.credit;

import dev.hearth.runtime.metering.Price;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The leases that this node has of one account. New holds go into any lease that covers them; when
 * none does, those that nothing in memory depends on are closed, so that their rest is back with
 * the account before a new one is asked for.
 *
 * <p>Two locks: {@link #asking} is held while the marketplace is asked, so that callers who come
 * meanwhile wait and then find the new lease; {@link #state} is never held across a question, so
 * that ending a hold never waits for one.
 */
final class AccountCredit {
  private final UUID accountId;
  private final LeaseDesk desk;
  private final InstantSource clock;
  private final Duration patience;
  private final ReentrantLock asking = new ReentrantLock();
  private final ReentrantLock state = new ReentrantLock();
  private final Condition released = state.newCondition();
  private final List<Lease> leases = new ArrayList<>();

  AccountCredit(UUID accountId, LeaseDesk desk, InstantSource clock, Duration patience) {
    this.accountId = accountId;
    this.desk = desk;
    this.clock = clock;
    this.patience = patience;
  }

  Hold hold(long nanos) {
    Optional<Hold> hold = take(nanos);
    if (hold.isPresent()) {
      return hold.get();
    }
    asking.lock();
    try {
      return take(nanos).orElseGet(() -> borrow(nanos));
    } finally {
      asking.unlock();
    }
  }

  private Optional<Hold> take(long nanos) {
    state.lock();
    try {
      return leases.stream()
          .filter(lease -> lease.covers(nanos, clock.instant()))
          .findFirst()
          .map(lease -> take(lease, nanos));
    } finally {
      state.unlock();
    }
  }

  private Hold take(Lease lease, long nanos) {
    lease.take(nanos);
    return new Hold(this, lease, nanos);
  }

  /** Asks for a lease; while direct calls of the account run, their unused holds may help it. */
  private Hold borrow(long nanos) {
    long patienceNanos = patience.toNanos();
    while (true) {
      close(Lease::closeable);
      switch (desk.open(accountId, nanos)) {
        case LeaseDesk.Granted(Lease lease) -> {
          return add(lease, nanos);
        }
        case LeaseDesk.Refused(long availableNanos) -> {
          patienceNanos = awaitRelease(patienceNanos);
          if (patienceNanos <= 0) {
            throw insufficient(nanos, availableNanos);
          }
          Optional<Hold> hold = take(nanos);
          if (hold.isPresent()) {
            return hold.get();
          }
        }
      }
    }
  }

  private Hold add(Lease lease, long nanos) {
    state.lock();
    try {
      leases.add(lease);
      return take(lease, nanos);
    } finally {
      state.unlock();
    }
  }

  /** Waits until a hold ends; the nanoseconds left, none when there is nothing to wait for. */
  @SuppressWarnings("WaitNotInLoop") // borrow() loops around it
  private long awaitRelease(long nanos) {
    state.lock();
    try {
      return leases.isEmpty() ? 0 : released.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      state.unlock();
    }
  }

  private static CallException insufficient(long nanos, long availableNanos) {
    return new CallException(
        ErrorCode.INSUFFICIENT_FUNDS,
        "this call may cost up to $%s, the account has $%s available"
            .formatted(Price.dollars(nanos), Price.dollars(availableNanos)));
  }

  /** Closes leases past their term that nothing in memory depends on. */
  void closeExpired() {
    close(lease -> lease.closeable() && lease.expired(clock.instant()));
  }

  private void close(Predicate<Lease> which) {
    takeOut(which).forEach(lease -> desk.close(lease.id()));
  }

  private List<Lease> takeOut(Predicate<Lease> which) {
    state.lock();
    try {
      List<Lease> out = leases.stream().filter(which).toList();
      leases.removeAll(out);
      return out;
    } finally {
      state.unlock();
    }
  }

  void persisted(Lease lease) {
    locked(lease::memoryHoldEnded);
  }

  void lost(Lease lease) {
    locked(() -> leases.remove(lease));
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
    state.lock();
    try {
      change.run();
      released.signalAll();
    } finally {
      state.unlock();
    }
  }
}
