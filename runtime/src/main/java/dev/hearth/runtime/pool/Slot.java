package dev.hearth.runtime.pool;

import dev.hearth.runtime.worker.StartPhases;
import dev.hearth.runtime.worker.Worker;
import dev.hearth.sdk.protocol.Hints;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A worker's place in its pool. Guarded by the pool's lock. */
final class Slot {
  /** What a worker is doing. */
  enum State {
    STARTING,
    IDLE,
    BUSY,
    DRAINING;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  final String id;
  final Instant startedAt;

  /** How long the pool waited for room for it. */
  final Duration provision;

  /** Calls that the worker was given, oldest first. */
  final LinkedHashMap<Long, Ticket> running = new LinkedHashMap<>();

  /** Set right after the slot was made, before any event of the worker is heard. */
  @Nullable Worker worker;

  State state = State.STARTING;

  /** What the start took, once it is over. */
  @Nullable StartPhases phases;

  /** It runs work that must be alone. */
  boolean exclusive;

  /** It is no longer in the pool; what its worker says doesn't count. */
  boolean dismissed;

  /** It drains to make room for another pool's worker. */
  boolean evicted;

  /** What it was given has changed since: it takes no more work and ends once its calls have. */
  boolean stale;

  /** What its worker advertises. */
  Hints hints = Hints.NONE;

  /** Its worker answers checks of its health, and the time that it has to itself is over. */
  boolean mayBeAsked;

  /** It is to be asked before it gets another call. */
  boolean suspect;

  /** How often its worker was asked. */
  int checks;

  /** Checks in a row that failed. */
  int failedChecks;

  /** Ends the check that its worker is asked to answer; null if it isn't asked now. */
  @Nullable Future<?> checkDeadline;

  boolean timeoutArmed;
  long idleSinceNanos;
  long calls;

  Slot(String id, Instant startedAt, Duration provision) {
    this.id = id;
    this.startedAt = startedAt;
    this.provision = provision;
  }

  /** Whether it is about to take work. */
  boolean comes() {
    return !stale && (state == State.STARTING || (state == State.IDLE && checking()));
  }

  /** Its worker is being asked for its health, and is given nothing until it answers. */
  boolean checking() {
    return checkDeadline != null;
  }

  /** Whether the worker can take work beside what it runs. */
  boolean hasRoom(int concurrency, boolean alone) {
    return switch (state) {
      case IDLE -> !checking();
      case BUSY -> !stale && !exclusive && !alone && running.size() < concurrency;
      case STARTING, DRAINING -> false;
    };
  }

  /** The worker; slots whose state is past starting have one. */
  Worker worker() {
    Worker present = worker;
    if (present == null) {
      throw new IllegalStateException("slot " + id + " has no worker yet");
    }
    return present;
  }
}
