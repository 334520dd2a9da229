package dev.hearth.marketplace.credit;

import java.util.UUID;

/**
 * Spending authority lent to a runtime node for one account, and what became of it so far.
 *
 * @param closed whether the node said what it spent and holds
 * @param spent charges of requests that had ended at the close
 * @param held holds of requests that were open at the close
 * @param settled charges posted of requests that ended before the close
 * @param settledLate charges posted of requests that ended after it
 * @param released holds of the latter
 */
record Lease(
    UUID id,
    UUID accountId,
    long granted,
    boolean closed,
    long spent,
    long held,
    long settled,
    long settledLate,
    long released) {
  /** What the account can't lend again; the database works out the same. */
  long reserved() {
    return closed ? spent - settled + held - released : granted - settled - settledLate;
  }

  /** The lease after an event; it may break its bounds, which {@link #isSound} tells. */
  Lease with(long charge, long hold, boolean afterClose) {
    return new Lease(
        id,
        accountId,
        granted,
        closed,
        spent,
        held,
        afterClose ? settled : Math.addExact(settled, charge),
        afterClose ? Math.addExact(settledLate, charge) : settledLate,
        afterClose ? Math.addExact(released, hold) : released);
  }

  /** The lease after its close; it may break its bounds, which {@link #isSound} tells. */
  Lease closedWith(long spentNanos, long heldNanos) {
    return new Lease(
        id, accountId, granted, true, spentNanos, heldNanos, settled, settledLate, released);
  }

  /** Whether nothing exceeds what was granted, spent or held. */
  boolean isSound() {
    boolean withinGrant =
        Math.addExact(settled, released) <= granted && Math.addExact(spent, held) <= granted;
    return withinGrant
        && settledLate <= released
        && (!closed || (settled <= spent && released <= held));
  }
}
