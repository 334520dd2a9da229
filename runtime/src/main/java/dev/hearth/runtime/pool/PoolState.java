package dev.hearth.runtime.pool;

import dev.hearth.runtime.worker.HealthReport;
import dev.hearth.runtime.worker.StartPhases;
import dev.hearth.runtime.worker.Worker;
import dev.hearth.runtime.worker.WorkerDeath;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.protocol.Hints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * Queue and workers of one function version, and the rules by which they meet. Not thread-safe:
 * {@link VersionPool} holds its lock around every method. Nothing here calls out; what is to be
 * done outside is added to the {@link Effects}.
 *
 * <p><b>Who ends a call.</b> A ticket is in the queue, or in the {@code running} map of one slot,
 * or over. Whoever takes it out of there tells its listener the end; so there is exactly one end.
 * The one exception is a withdrawn call: its listener was told of the cancellation, but it stays in
 * {@code running} because the worker is still at it.
 *
 * <p><b>A slot</b> leaves the pool by {@link #dismiss}: when its worker died, or when the pool
 * decides to kill it. What the worker says afterwards finds no ticket and is dropped.
 */
final class PoolState implements SlotKeeper {
  private static final Logger LOG = Logger.getLogger(PoolState.class);

  /** How long after it found no room a pool tries again to have its min workers. */
  private static final Duration WARM_AGAIN = Duration.ofSeconds(10);

  private final VersionPool pool;
  private final FunctionVersion version;
  private final PoolTools tools;
  private final Surroundings surroundings;
  private final int concurrency;
  private final WorkQueue.BatchLimit batchLimit;
  private final long workerBytes;
  private final WorkQueue queue = new WorkQueue();
  private final Crew crew;
  private final SetUpHealth health;
  private final KeepAlive keepAlive;
  private final CallTimeouts timeouts;
  private final HealthWatch watch;
  private boolean warmingLater;
  private boolean waitsForRoom;
  private long waitsSinceNanos;
  private boolean closed;

  PoolState(VersionPool pool, FunctionVersion version, PoolTools tools, Surroundings surroundings) {
    this.pool = pool;
    this.version = version;
    this.tools = tools;
    this.surroundings = surroundings;
    this.concurrency = version.concurrency();
    this.batchLimit = version.batchLimit();
    this.workerBytes = tools.workers().sandbox().memoryBytes(version.manifest());
    this.health = new SetUpHealth(tools.settings());
    this.crew = new Crew(version.scale(), tools.settings());
    this.keepAlive = new KeepAlive(this, surroundings, crew);
    this.timeouts = new CallTimeouts(this, surroundings, version.timeout(), batchLimit.calls() > 1);
    this.watch =
        new HealthWatch(this, surroundings, version.health(), tools.settings().healthInterval());
  }

  // ---- Work comes and goes

  void submit(Ticket ticket, Effects effects) {
    refuseWhatCantRunNow();
    queue.add(ticket);
    schedule(effects);
    if (ticket.slot == null) {
      Duration limit = ticket.work().startWithin();
      ticket.deadline = surroundings.later(limit, later -> expire(ticket, later));
    }
  }

  private void refuseWhatCantRunNow() {
    if (closed) {
      throw new CallException(ErrorCode.RUNNER_SCHEDULING_FAILURE, "this node is shutting down");
    }
    if (!health.mayStart(now()) && health.isUnhealthy()) {
      throw health.refusal();
    }
    if (queue.size() >= tools.settings().queueLength()) {
      throw new CallException(
          ErrorCode.TOO_MANY_REQUESTS,
          "%d calls of this function wait already".formatted(queue.size()));
    }
  }

  void cancel(Ticket ticket, Effects effects) {
    Slot slot = ticket.slot;
    if (queue.remove(ticket)) {
      end(ticket, new WorkOutcome.Cancelled(), effects);
      schedule(effects);
    } else if (slot != null && runs(slot, ticket) && !ticket.cancelled) {
      ticket.cancelled = true;
      effects.add(() -> ticket.cancelOn(slot.worker()));
      var _ =
          surroundings.later(
              tools.settings().cancelGrace(), later -> withdraw(slot, ticket, later));
    }
  }

  /** The grace of a cancelled call is over. */
  private void withdraw(Slot slot, Ticket ticket, Effects effects) {
    if (runs(slot, ticket)) {
      ticket.withdrawn = true;
      end(ticket, new WorkOutcome.Cancelled(), effects);
      killIfAllAreWithdrawn(slot, effects);
    }
  }

  private void killIfAllAreWithdrawn(Slot slot, Effects effects) {
    if (!slot.running.isEmpty()
        && slot.running.values().stream().allMatch(running -> running.withdrawn)) {
      dismiss(slot, "a cancelled call didn't end", effects);
      schedule(effects);
    }
  }

  private static boolean runs(Slot slot, Ticket ticket) {
    return !ticket.withdrawn && ticket.equals(slot.running.get(ticket.callId));
  }

  private void expire(Ticket ticket, Effects effects) {
    if (queue.remove(ticket)) {
      var reason =
          new CallException(
              ErrorCode.REQUEST_TIMEOUT,
              "the call didn't start within " + ticket.work().startWithin().toSeconds() + " s");
      end(ticket, new WorkOutcome.Failed(reason), effects);
      schedule(effects);
    }
  }

  @Override
  public void end(Ticket ticket, WorkOutcome outcome, Effects effects) {
    cancelDeadline(ticket);
    effects.add(() -> surroundings.tell(ticket, outcome));
  }

  private static void cancelDeadline(Ticket ticket) {
    Future<?> deadline = ticket.deadline;
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  // ---- Work meets workers

  @Override
  public void schedule(Effects effects) {
    if (closed) {
      return;
    }
    for (Ticket head = queue.head(); head != null; head = queue.head()) {
      Slot slot = crew.free(concurrency, head.work());
      if (slot == null) {
        break;
      }
      assign(slot, queue.takeBatch(batchLimit), effects);
    }
    scaleUp(effects);
  }

  private void assign(Slot slot, List<Ticket> batch, Effects effects) {
    long now = now();
    for (Ticket ticket : batch) {
      cancelDeadline(ticket);
      ticket.slot = slot;
      ticket.hints = slot.hints;
      ticket.callId = Worker.newCallId();
      ticket.assignedNanos = now;
      ticket.assign();
      slot.running.put(ticket.callId, ticket);
    }
    slot.exclusive = batch.getFirst().work().alone();
    slot.state = Slot.State.BUSY;
    timeouts.assigned(slot);
    effects.add(() -> surroundings.dispatch(slot, batch));
  }

  private void scaleUp(Effects effects) {
    long now = now();
    while (crew.wantsMore(queue.size(), concurrency * batchLimit.calls())) {
      if (!health.mayStart(now)) {
        return; // a timer schedules again when the rest is over
      }
      if (!tools.capacity().tryReserve(pool, workerBytes, now)) {
        waitForRoom(now);
        effects.add(tools.makeRoom());
        return;
      }
      start(waitedForRoom(now), effects);
    }
    if (waitsForRoom) {
      waitsForRoom = false;
      tools.capacity().forget(pool);
    }
    warmUp(now, effects);
  }

  private void start(Duration waited, Effects effects) {
    var slot = new Slot(tools.names().get(), Instant.now(), waited);
    crew.slots().add(slot);
    effects.add(() -> surroundings.launch(slot));
  }

  /** Starts the workers that stay without calls, in room that no call waits for. */
  private void warmUp(long now, Effects effects) {
    while (crew.lacksMinimum() && health.mayStart(now)) {
      if (!tools.capacity().tryTake(workerBytes)) {
        warmLater();
        return;
      }
      start(Duration.ZERO, effects);
    }
  }

  private void warmLater() {
    if (!warmingLater) {
      warmingLater = true;
      var _ =
          surroundings.later(
              WARM_AGAIN,
              later -> {
                warmingLater = false;
                schedule(later);
              });
    }
  }

  /** Says whether the version is the one that callers get, whose min workers stay. */
  void live(boolean live, Effects effects) {
    crew.live(live);
    for (Slot slot : crew.slots()) {
      if (slot.state == Slot.State.IDLE
          && keepAlive.leftNanos(slot) <= 0
          && crew.exceedsMinimum()) {
        drain(slot, effects);
      }
    }
    schedule(effects);
  }

  private void waitForRoom(long now) {
    if (!waitsForRoom) {
      waitsForRoom = true;
      waitsSinceNanos = now;
    }
  }

  private Duration waitedForRoom(long now) {
    return waitsForRoom ? Duration.ofNanos(now - waitsSinceNanos) : Duration.ZERO;
  }

  // ---- Workers speak

  /** The worker exists; tells whether it may live. */
  boolean launched(Slot slot, Worker worker) {
    slot.worker = worker;
    return !closed;
  }

  void ready(Slot slot, StartPhases phases, boolean answersChecks, Effects effects) {
    if (slot.dismissed || closed) {
      return;
    }
    slot.phases = phases;
    health.succeeded();
    becomeIdle(slot);
    tools.metrics().started(version.function(), slot.provision, phases);
    if (!phases.cached()) {
      effects.add(() -> tools.prepare().accept(version));
    }
    if (slot.stale) {
      drain(slot, effects);
    } else {
      keepAlive.ready(slot);
      watch.ready(slot, answersChecks);
    }
    schedule(effects);
    offerRoom(slot, effects);
  }

  private static void becomeIdle(Slot slot) {
    slot.state = Slot.State.IDLE;
    slot.exclusive = false;
    slot.idleSinceNanos = now();
  }

  /** The worker has these at hand now. */
  void hinted(Slot slot, Hints hints) {
    slot.hints = hints;
  }

  /** The worker said how it is. */
  void checked(Slot slot, HealthReport report, Effects effects) {
    watch.answered(slot, report, effects);
  }

  /** A call left its worker, which goes on. */
  void finish(Slot slot, long callId, WorkOutcome outcome, Effects effects) {
    Ticket ticket = slot.running.remove(callId);
    if (ticket == null) {
      effects.add(() -> surroundings.discard(outcome)); // it was ended before, by a kill
      return;
    }
    slot.calls++;
    effects.add(() -> surroundings.removeMedia(slot, ticket));
    if (ticket.cancelled) {
      effects.add(() -> surroundings.discard(outcome));
    } else {
      watch.ended(slot, outcome);
    }
    if (!ticket.withdrawn) {
      WorkOutcome told =
          ticket.cancelled ? new WorkOutcome.Cancelled() : complete(outcome, ticket, slot);
      end(ticket, told, effects);
    }
    afterCall(slot, effects);
  }

  private static WorkOutcome complete(WorkOutcome outcome, Ticket ticket, Slot slot) {
    return outcome instanceof WorkOutcome.Answered(byte[] json, long metered, var files, _, _)
        ? new WorkOutcome.Answered(
            json, metered, files, Duration.ofNanos(now() - ticket.assignedNanos), slot.hints)
        : outcome;
  }

  private void afterCall(Slot slot, Effects effects) {
    if (closed || slot.dismissed) {
      return;
    }
    if (!slot.running.isEmpty()) {
      killIfAllAreWithdrawn(slot, effects);
      schedule(effects);
      return;
    }
    becomeIdle(slot);
    if (tools.capacity().beginYield(pool, now())) {
      slot.evicted = true;
      drain(slot, effects);
    } else if (slot.stale) {
      drain(slot, effects);
    }
    watch.idle(slot, effects);
    schedule(effects);
    offerRoom(slot, effects);
  }

  private void offerRoom(Slot slot, Effects effects) {
    if (slot.state == Slot.State.IDLE && tools.capacity().isContended()) {
      effects.add(tools.makeRoom());
    }
  }

  void died(Slot slot, WorkerDeath death, Effects effects) {
    if (slot.dismissed || closed) {
      return;
    }
    if (slot.state == Slot.State.STARTING) {
      setUpFailed(death, effects);
    } else if (slot.state != Slot.State.DRAINING) {
      tools.metrics().died(version.function());
      log("ERROR", "the worker " + death.reason());
    }
    dismiss(slot, death.reason(), effects);
    schedule(effects);
  }

  private void setUpFailed(WorkerDeath death, Effects effects) {
    log("ERROR", "the worker didn't start: " + death.reason());
    Duration rest = health.failed(death.startTimedOut(), now());
    var _ = surroundings.later(rest, this::schedule);
    if (health.isUnhealthy()) {
      LOG.warnf("function=%s version=%s state=unhealthy", version.function(), version.version());
      for (Ticket ticket : queue.takeAll()) {
        end(ticket, new WorkOutcome.Failed(health.refusal()), effects);
      }
    }
  }

  @Override
  public void log(String level, String message) {
    tools.logs().add(version.function(), new LogLine(Instant.now(), level, message));
  }

  @Override
  public void unhealthy(Slot slot, String reason) {
    LOG.warnf(
        "worker=%s function=%s state=unhealthy reason=\"%s\"", slot.id, version.function(), reason);
    tools.metrics().unhealthy(version.function());
    log("ERROR", "worker " + slot.id + " is replaced: " + reason);
  }

  @Override
  public boolean has(Slot slot) {
    return !slot.dismissed && !closed;
  }

  @Override
  public void dismiss(Slot slot, String reason, Effects effects) {
    slot.dismissed = true;
    crew.slots().remove(slot);
    int together = slot.running.size();
    for (Ticket ticket : slot.running.values()) {
      if (!ticket.withdrawn) {
        WorkOutcome told =
            ticket.cancelled
                ? new WorkOutcome.Cancelled()
                : new WorkOutcome.WorkerDied(together, reason);
        end(ticket, told, effects);
      }
    }
    slot.running.clear();
    effects.add(() -> slot.worker().kill(reason));
  }

  @Override
  public void drain(Slot slot, Effects effects) {
    slot.state = Slot.State.DRAINING;
    effects.add(() -> slot.worker().drain(tools.settings().drainTimeout()));
  }

  // ---- The node asks

  Crew crew() {
    return crew;
  }

  /** Drains the longest idle worker to make room for another pool's; tells if there was one. */
  boolean evict(Effects effects) {
    Optional<Slot> slot = crew.longestIdle();
    slot.ifPresent(
        idle -> {
          idle.evicted = true;
          drain(idle, effects);
        });
    return slot.isPresent();
  }

  /**
   * Has other workers take the place of these, which end once their calls have. Starts may work
   * that failed before.
   */
  void renew(Effects effects) {
    for (Slot slot : crew.slots()) {
      switch (slot.state) {
        case IDLE -> drain(slot, effects);
        case STARTING, BUSY -> slot.stale = true;
        case DRAINING -> {}
      }
    }
    health.succeeded();
    schedule(effects);
  }

  int position(Ticket ticket) {
    return queue.position(ticket);
  }

  int queued() {
    return queue.size();
  }

  /** Forgets all work and kills all workers. */
  void close(Effects effects) {
    closed = true;
    queue.takeAll().forEach(PoolState::cancelDeadline);
    for (Slot slot : crew.slots()) {
      slot.running.clear();
      Worker worker = slot.worker;
      if (worker != null) {
        effects.add(() -> worker.kill("the node shuts down"));
      }
    }
  }

  private static long now() {
    return System.nanoTime();
  }
}
