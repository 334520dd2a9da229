package dev.hearth.runtime.pool;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.time.Duration;
import java.util.List;

/**
 * Ends workers whose calls take too long. A slot has one timer, which looks at its oldest call when
 * it fires. Guarded by the pool's lock.
 */
final class CallTimeouts {
  private final SlotKeeper keeper;
  private final Surroundings surroundings;
  private final Duration timeout;
  private final boolean batches;

  CallTimeouts(SlotKeeper keeper, Surroundings surroundings, Duration timeout, boolean batches) {
    this.keeper = keeper;
    this.surroundings = surroundings;
    this.timeout = timeout;
    this.batches = batches;
  }

  /** The slot was given calls. */
  void assigned(Slot slot) {
    arm(slot, timeout);
  }

  private void arm(Slot slot, Duration in) {
    if (!slot.timeoutArmed) {
      slot.timeoutArmed = true;
      var _ = surroundings.later(in, later -> check(slot, later));
    }
  }

  private void check(Slot slot, Effects effects) {
    slot.timeoutArmed = false;
    if (slot.dismissed || slot.running.isEmpty()) {
      return;
    }
    Ticket oldest = slot.running.firstEntry().getValue();
    long leftNanos = timeout.toNanos() - (System.nanoTime() - oldest.assignedNanos);
    if (leftNanos > 0) {
      arm(slot, Duration.ofNanos(leftNanos));
    } else {
      timeOut(slot, effects);
    }
  }

  /**
   * Ends a worker whose call takes too long. In a batch nobody can tell whose fault that is: all
   * its calls are given back, to be run alone.
   */
  private void timeOut(Slot slot, Effects effects) {
    String text = "the call took longer than " + timeout.toSeconds() + " s";
    if (!batches || slot.running.size() == 1) {
      long now = System.nanoTime();
      List<Ticket> late =
          slot.running.values().stream()
              .filter(ticket -> now - ticket.assignedNanos >= timeout.toNanos())
              .toList();
      for (Ticket ticket : late) {
        slot.running.remove(ticket.callId);
        if (!ticket.withdrawn) {
          var reason = new CallException(ErrorCode.GENERATION_TIMEOUT, text);
          keeper.end(ticket, new WorkOutcome.Failed(reason), effects);
        }
      }
    }
    keeper.dismiss(slot, text, effects);
    keeper.schedule(effects);
  }
}
