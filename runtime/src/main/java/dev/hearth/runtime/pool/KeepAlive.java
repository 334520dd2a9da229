package dev.hearth.runtime.pool;

import java.time.Duration;

/**
 * Has workers end that have had no calls for long. A slot has one timer, which looks when it was
 * last of use when it fires. Guarded by the pool's lock.
 */
final class KeepAlive {
  /** Beside the keep-alive, which may be none: how long until a kept worker is looked at again. */
  private static final Duration KEPT_AGAIN = Duration.ofSeconds(10);

  private final SlotKeeper keeper;
  private final Surroundings surroundings;
  private final Crew crew;

  KeepAlive(SlotKeeper keeper, Surroundings surroundings, Crew crew) {
    this.keeper = keeper;
    this.surroundings = surroundings;
    this.crew = crew;
  }

  /** The slot's worker is ready. */
  void ready(Slot slot) {
    arm(slot, crew.keepAlive());
  }

  private void arm(Slot slot, Duration in) {
    var _ = surroundings.later(in, later -> check(slot, later));
  }

  private void check(Slot slot, Effects effects) {
    if (!keeper.has(slot) || slot.state == Slot.State.DRAINING) {
      return;
    }
    long leftNanos = leftNanos(slot);
    if (slot.state == Slot.State.BUSY) {
      arm(slot, crew.keepAlive());
    } else if (leftNanos > 0) {
      arm(slot, Duration.ofNanos(leftNanos));
    } else if (crew.exceedsMinimum()) {
      keeper.drain(slot, effects);
    } else {
      arm(slot, crew.keepAlive().plus(KEPT_AGAIN));
    }
  }

  /** How much longer a worker may be without calls. */
  long leftNanos(Slot slot) {
    return crew.keepAlive().toNanos() - (System.nanoTime() - slot.idleSinceNanos);
  }
}
