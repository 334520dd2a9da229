package dev.hearth.runtime.pool;

import dev.hearth.sdk.descriptor.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a pool, and how many there may be: its function's wish within the installation's
 * bounds. Guarded by the pool's lock.
 */
final class Crew {
  private final List<Slot> slots = new ArrayList<>();
  private final Scale wish;
  private final PoolSettings settings;
  private boolean live;

  Crew(Scale wish, PoolSettings settings) {
    this.wish = wish;
    this.settings = settings;
  }

  List<Slot> slots() {
    return slots;
  }

  /** Says whether the version is the one that callers get: only then its min workers stay. */
  void live(boolean live) {
    this.live = live;
  }

  /** How long a worker without calls stays. */
  Duration keepAlive() {
    return settings.keepAlive(wish);
  }

  /** A worker that can take this work at once: if one can that its hint asks for, then that. */
  @Nullable Slot free(int concurrency, Work work) {
    Slot any = null;
    for (Slot slot : slots) {
      if (slot.hasRoom(concurrency, work.alone())) {
        if (work.hint().isEmpty() || slot.hints.words().contains(work.hint())) {
          return slot;
        }
        any = any == null ? slot : any;
      }
    }
    return any;
  }

  /** Whether work that waits wants another worker, and there may be one. */
  boolean wantsMore(int waiting, int callsPerWorker) {
    long coming = slots.stream().filter(Slot::comes).count();
    return waiting > coming * callsPerWorker && staying() < settings.maxWorkers(wish);
  }

  /** Whether there are fewer workers than stay without calls. */
  boolean lacksMinimum() {
    return staying() < minimum();
  }

  /** Whether a worker without calls may go. */
  boolean exceedsMinimum() {
    return staying() > minimum();
  }

  private int minimum() {
    return live ? settings.minWorkers(wish) : 0;
  }

  private int staying() {
    int staying = 0;
    for (Slot slot : slots) {
      staying += slot.state != Slot.State.DRAINING && !slot.stale ? 1 : 0;
    }
    return staying;
  }

  /** The worker that has been idle longest. */
  Optional<Slot> longestIdle() {
    return slots.stream()
        .filter(slot -> slot.state == Slot.State.IDLE)
        .min((a, b) -> Long.signum(a.idleSinceNanos - b.idleSinceNanos));
  }
}
