package dev.hearth.runtime.credit;

import java.time.Instant;
import java.util.UUID;

/** A lease as this node uses it; guarded by the lock of its {@link AccountCredit}. */
final class Lease {
  private final UUID id;
  private final long grantedNanos;
  private final Instant termEnd;
  private long committedNanos;
  private int memoryHolds;

  Lease(UUID id, long grantedNanos, Instant termEnd) {
    this.id = id;
    this.grantedNanos = grantedNanos;
    this.termEnd = termEnd;
  }

  UUID id() {
    return id;
  }

  boolean covers(long nanos, Instant now) {
    return now.isBefore(termEnd) && grantedNanos - committedNanos >= nanos;
  }

  boolean expired(Instant now) {
    return !now.isBefore(termEnd);
  }

  /** Whether nothing but rows in the database depends on it. */
  boolean closeable() {
    return memoryHolds == 0;
  }

  void take(long nanos) {
    committedNanos += nanos;
    memoryHolds++;
  }

  void release(long nanos) {
    committedNanos -= nanos;
  }

  void memoryHoldEnded() {
    memoryHolds--;
  }
}
