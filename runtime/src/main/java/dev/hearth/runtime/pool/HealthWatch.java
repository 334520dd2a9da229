package dev.hearth.runtime.pool;

import dev.hearth.runtime.worker.HealthReport;
import dev.hearth.sdk.descriptor.Health;
import dev.hearth.sdk.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Asks a version's workers whether their function still works, and has those replaced that don't.
 * Guarded by the pool's lock.
 *
 * <p>Only a worker without calls is asked, and while it is asked it gets none: a call would stand
 * behind the check, and die with the worker if that never ends. A failed check is followed by
 * others at the usual interval until one succeeds or the last that is borne has failed, also for a
 * function that isn't asked regularly.
 */
final class HealthWatch {
  private final SlotKeeper keeper;
  private final Surroundings surroundings;
  private final @Nullable Health health;
  private final Duration interval;

  /**
   * @param health null for a function that can't tell
   * @param interval between two checks of a worker
   */
  HealthWatch(
      SlotKeeper keeper, Surroundings surroundings, @Nullable Health health, Duration interval) {
    this.keeper = keeper;
    this.surroundings = surroundings;
    this.health = health;
    this.interval = interval;
  }

  /** A worker is ready. */
  void ready(Slot slot, boolean answersChecks) {
    if (health == null) {
      return;
    }
    if (!answersChecks) {
      keeper.log("WARN", "the function has a health check, but its worker answers none");
      return;
    }
    slot.mayBeAsked = health.startPeriod().isZero();
    lookIn(health.startPeriod(), slot);
  }

  private void lookIn(Duration delay, Slot slot) {
    var _ = surroundings.later(delay, later -> look(slot, later));
  }

  private void look(Slot slot, Effects effects) {
    if (!keeper.has(slot) || slot.state == Slot.State.DRAINING || health == null) {
      return;
    }
    slot.mayBeAsked = true;
    if (health.regularly() || slot.failedChecks > 0) {
      askIfIdle(slot, health, effects);
    }
    lookIn(interval, slot);
  }

  /** A call has left its worker, which goes on. */
  void ended(Slot slot, WorkOutcome outcome) {
    boolean internal =
        outcome instanceof WorkOutcome.Failed(var reason, _)
            && (reason.code() == ErrorCode.FUNCTION_FAILED
                || reason.code() == ErrorCode.OUTPUT_INVALID);
    slot.suspect |= internal && slot.mayBeAsked;
  }

  /** The last of its calls has left a worker. */
  void idle(Slot slot, Effects effects) {
    if (health != null && slot.suspect) {
      askIfIdle(slot, health, effects);
    }
  }

  private void askIfIdle(Slot slot, Health check, Effects effects) {
    if (slot.state != Slot.State.IDLE || slot.checking()) {
      return;
    }
    slot.suspect = false;
    effects.add(() -> slot.worker().check());
    int number = ++slot.checks;
    slot.checkDeadline =
        surroundings.later(check.timeout(), later -> unanswered(slot, number, later));
  }

  private void unanswered(Slot slot, int number, Effects effects) {
    boolean answered = slot.checkDeadline == null || slot.checks != number;
    if (answered || !keeper.has(slot) || slot.state != Slot.State.IDLE) {
      return;
    }
    String reason = "the health check wasn't answered in time";
    keeper.unhealthy(slot, reason);
    keeper.dismiss(slot, reason, effects);
    keeper.schedule(effects);
  }

  /** The worker said how it is. */
  void answered(Slot slot, HealthReport report, Effects effects) {
    Future<?> deadline = slot.checkDeadline;
    if (!keeper.has(slot) || deadline == null || health == null) {
      return;
    }
    deadline.cancel(false);
    slot.checkDeadline = null;
    slot.failedChecks = report.healthy() ? 0 : slot.failedChecks + 1;
    if (!report.healthy()) {
      failed(slot, health, report, effects);
    }
    keeper.schedule(effects);
  }

  private void failed(Slot slot, Health check, HealthReport report, Effects effects) {
    String count = slot.failedChecks + " of " + check.failureThreshold() + " in a row";
    keeper.log("WARN", "a health check failed, " + count + ": " + report.message());
    if (!report.stack().isEmpty()) {
      keeper.log("WARN", report.stack());
    }
    if (slot.failedChecks >= check.failureThreshold() && slot.state == Slot.State.IDLE) {
      keeper.unhealthy(slot, "health checks that failed in a row: " + slot.failedChecks);
      keeper.drain(slot, effects);
    }
  }
}
