package dev.hearth.runtime.pool;

import dev.hearth.runtime.worker.CallAnswer;
import dev.hearth.runtime.worker.Worker;
import dev.hearth.runtime.worker.WorkerDeath;
import dev.hearth.runtime.worker.WorkerEvents;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.protocol.RunPayload.CallInput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Queue and workers of one function version.
 *
 * <p><b>Locking.</b> One lock guards queue, slots and the tickets' pool fields. Under it only state
 * changes; whatever calls out (listeners, workers, other pools) is collected in {@link Effects} and
 * done once the lock is free. Timers and {@link NodeCapacity}, which never call back, may be called
 * under it.
 *
 * <p><b>Who ends a call.</b> A ticket is in the queue, or in the {@code running} map of one slot,
 * or over. Whoever takes it out of there, under the lock, tells its listener the end; so there is
 * exactly one end. The one exception is a withdrawn call: its listener was told of the
 * cancellation, but it stays in {@code running} because the worker is still at it.
 *
 * <p><b>A slot</b> leaves the pool by {@link #dismiss}: when its worker died, or when the pool
 * decides to kill it. What the worker says afterwards finds no ticket and is dropped.
 *
 * <p><b>Cost.</b> A call that finds an idle worker takes the lock twice, arms no timer (a slot's
 * timeout timer is armed once and looks at the oldest call when it fires; so does the keep-alive
 * timer), and is written to the socket by the submitting thread.
 */
final class VersionPool {
  private static final Logger LOG = Logger.getLogger(VersionPool.class);
  private static final long MAX_RUN_BYTES = 30L << 20;

  private final String function;
  private final String version;
  private final Manifest manifest;
  private final PoolTools tools;
  private final int concurrency;
  private final WorkQueue.BatchLimit batchLimit;
  private final Duration timeout;
  private final long workerBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final WorkQueue queue = new WorkQueue();
  private final List<Slot> slots = new ArrayList<>();
  private final SetUpHealth health;
  private boolean waitsForRoom;
  private boolean closed;

  VersionPool(String function, String version, Manifest manifest, PoolTools tools) {
    this.function = function;
    this.version = version;
    this.manifest = manifest;
    this.tools = tools;
    Descriptor descriptor = manifest.descriptor();
    boolean batches = descriptor.shape() == Shape.BATCH;
    this.concurrency = batches ? 1 : descriptor.concurrency();
    this.batchLimit =
        new WorkQueue.BatchLimit(batches ? descriptor.batching().maxSize() : 1, MAX_RUN_BYTES);
    this.timeout = descriptor.timeout();
    this.workerBytes = tools.workers().sandbox().memoryBytes(manifest);
    this.health = new SetUpHealth(tools.settings());
  }

  // ---- Work comes and goes

  void submit(Ticket ticket) {
    refuseWhatCanNeverRun(ticket.work());
    var effects = new Effects();
    lock.lock();
    try {
      refuseWhatCantRunNow();
      queue.add(ticket);
      schedule(effects);
      if (ticket.slot == null) {
        Duration limit = ticket.work().startWithin();
        ticket.deadline = later(limit, () -> expire(ticket));
      }
    } finally {
      lock.unlock();
    }
    effects.run();
  }

  private void refuseWhatCanNeverRun(Work work) {
    if (work.input().length > MAX_RUN_BYTES) {
      throw new CallException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "input has %d bytes, at most %d".formatted(work.input().length, MAX_RUN_BYTES));
    }
    Optional<String> refusal = tools.workers().sandbox().refusal();
    if (refusal.isPresent()) {
      throw new CallException(
          ErrorCode.RUNNER_SCHEDULING_FAILURE, "no functions run here: " + refusal.get());
    }
    if (manifest.descriptor().shape() == Shape.ITERATIVE) {
      throw new CallException(
          ErrorCode.RUNNER_SCHEDULING_FAILURE, "iterative functions can't be run yet");
    }
    if (!tools.capacity().canHold(workerBytes)) {
      throw new CallException(
          ErrorCode.RUNNER_SCHEDULING_FAILURE,
          "a worker needs %d MiB, more than this node has".formatted(workerBytes >> 20));
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

  void cancel(Ticket ticket) {
    var effects = new Effects();
    lock.lock();
    try {
      Slot slot = ticket.slot;
      if (queue.remove(ticket)) {
        end(ticket, new WorkOutcome.Cancelled(), effects);
        schedule(effects);
      } else if (slot != null && runs(slot, ticket) && !ticket.cancelled) {
        ticket.cancelled = true;
        effects.add(() -> slot.worker().cancel(ticket.callId));
        var _ = later(tools.settings().cancelGrace(), () -> withdraw(slot, ticket));
      }
    } finally {
      lock.unlock();
    }
    effects.run();
  }

  /** The grace of a cancelled call is over. */
  private void withdraw(Slot slot, Ticket ticket) {
    var effects = new Effects();
    lock.lock();
    try {
      if (!runs(slot, ticket)) {
        return;
      }
      ticket.withdrawn = true;
      end(ticket, new WorkOutcome.Cancelled(), effects);
      killIfAllAreWithdrawn(slot, effects);
    } finally {
      lock.unlock();
    }
    effects.run();
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

  private void expire(Ticket ticket) {
    var effects = new Effects();
    lock.lock();
    try {
      if (queue.remove(ticket)) {
        var reason =
            new CallException(
                ErrorCode.REQUEST_TIMEOUT,
                "the call didn't start within " + ticket.work().startWithin().toSeconds() + " s");
        end(ticket, new WorkOutcome.Failed(reason), effects);
        schedule(effects);
      }
    } finally {
      lock.unlock();
    }
    effects.run();
  }

  int position(Ticket ticket) {
    lock.lock();
    try {
      return queue.position(ticket);
    } finally {
      lock.unlock();
    }
  }

  private void end(Ticket ticket, WorkOutcome outcome, Effects effects) {
    cancelDeadline(ticket);
    effects.add(
        () -> {
          tools.ended().accept(ticket);
          ticket.end(outcome);
        });
  }

  // ---- Work meets workers

  /** Room may have become free on the node, or a rest is over. */
  void poke() {
    var effects = new Effects();
    lock.lock();
    try {
      schedule(effects);
    } finally {
      lock.unlock();
    }
    effects.run();
  }

  private void schedule(Effects effects) {
    if (closed) {
      return;
    }
    for (Ticket head = queue.head(); head != null; head = queue.head()) {
      Slot slot = freeSlot(head.work().alone());
      if (slot == null) {
        break;
      }
      assign(slot, queue.takeBatch(batchLimit), effects);
    }
    scaleUp(effects);
  }

  private @Nullable Slot freeSlot(boolean alone) {
    for (Slot slot : slots) {
      if (slot.hasRoom(concurrency, alone)) {
        return slot;
      }
    }
    return null;
  }

  private void assign(Slot slot, List<Ticket> batch, Effects effects) {
    long now = now();
    for (Ticket ticket : batch) {
      cancelDeadline(ticket);
      ticket.slot = slot;
      ticket.callId = Worker.newCallId();
      ticket.assignedNanos = now;
      ticket.assign();
      slot.running.put(ticket.callId, ticket);
    }
    slot.exclusive = batch.getFirst().work().alone();
    slot.state = Slot.State.BUSY;
    armTimeout(slot, timeout);
    effects.add(() -> dispatch(slot, batch));
  }

  private void dispatch(Slot slot, List<Ticket> batch) {
    batch.forEach(Ticket::start);
    if (batch.stream().allMatch(ticket -> ticket.work().media().isEmpty())) {
      send(slot, batch);
    } else {
      tools.workers().writers().execute(() -> send(slot, batch));
    }
  }

  private void send(Slot slot, List<Ticket> batch) {
    Worker worker = slot.worker();
    var inputs = new ArrayList<CallInput>(batch.size());
    for (Ticket ticket : batch) {
      try {
        byte[] input = MediaStage.place(ticket.work(), ticket.callId, worker);
        inputs.add(new CallInput(ticket.callId, input));
      } catch (IOException | RuntimeException e) {
        LOG.errorf(e, "requestId=%s media can't be placed", ticket.work().requestId());
        failInNode(slot, ticket);
      }
    }
    if (!inputs.isEmpty()) {
      worker.run(batch.getFirst().work().endpoint(), inputs);
    }
  }

  private void failInNode(Slot slot, Ticket ticket) {
    var reason = new CallException(ErrorCode.INTERNAL, "the call's media couldn't be handed over");
    finish(slot, ticket.callId, new WorkOutcome.Failed(reason));
  }

  // ---- Workers start and end

  private void scaleUp(Effects effects) {
    long now = now();
    while (needsWorker()) {
      if (!health.mayStart(now)) {
        return; // a timer pokes when the rest is over
      }
      if (!tools.capacity().tryReserve(this, workerBytes, now)) {
        waitsForRoom = true;
        effects.add(tools.makeRoom());
        return;
      }
      start(effects);
    }
    if (waitsForRoom) {
      waitsForRoom = false;
      tools.capacity().forget(this);
    }
  }

  private boolean needsWorker() {
    long starting = slots.stream().filter(slot -> slot.state == Slot.State.STARTING).count();
    long staying = slots.stream().filter(slot -> slot.state != Slot.State.DRAINING).count();
    return queue.size() > starting * concurrency * batchLimit.calls()
        && staying < tools.settings().maxWorkersPerVersion();
  }

  private void start(Effects effects) {
    var slot = new Slot(tools.names().get(), Instant.now(), now());
    slots.add(slot);
    effects.add(() -> launch(slot));
  }

  private void launch(Slot slot) {
    LOG.infof("worker=%s function=%s version=%s state=starting", slot.id, function, version);
    lock.lock();
    try {
      // Under the lock, so that the worker's first event finds the slot complete; it only starts a
      // thread.
      slot.worker = Worker.start(slot.id, manifest, tools.workers(), new SlotEvents(slot));
      if (closed) {
        slot.worker.kill("the node shuts down");
      }
    } finally {
      lock.unlock();
    }
  }

  private void ready(Slot slot) {
    var effects = new Effects();
    lock.lock();
    try {
      if (slot.dismissed) {
        return;
      }
      health.succeeded();
      becomeIdle(slot);
      tools.metrics().started(function, Duration.ofNanos(now() - slot.startNanos));
      schedule(effects);
      giveRoomIfNeeded(slot, effects);
      armKeepAlive(slot, tools.settings().keepAlive());
    } finally {
      lock.unlock();
    }
    LOG.infof(
        "worker=%s function=%s state=ready pid=%d isolation=\"%s\"",
        slot.id, function, slot.worker().pid(), tools.workers().sandbox().isolation());
    effects.run();
  }

  private void becomeIdle(Slot slot) {
    slot.state = Slot.State.IDLE;
    slot.exclusive = false;
    slot.idleSinceNanos = now();
  }

  private void answered(Slot slot, long callId, CallAnswer answer) {
    WorkOutcome outcome =
        switch (answer) {
          case CallAnswer.Failure(var reason, String stack) -> {
            if (!stack.isEmpty()) {
              keepLine("ERROR", stack);
            }
            yield new WorkOutcome.Failed(reason);
          }
          case CallAnswer.Result(byte[] json, long metered, var files) ->
              new WorkOutcome.Answered(json, metered, files, Duration.ZERO);
        };
    finish(slot, callId, outcome);
  }

  /** A call left its worker, which goes on. */
  private void finish(Slot slot, long callId, WorkOutcome outcome) {
    var effects = new Effects();
    lock.lock();
    try {
      Ticket ticket = slot.running.remove(callId);
      if (ticket == null) {
        effects.add(() -> discard(outcome)); // it was ended before, by a kill
        return;
      }
      slot.calls++;
      effects.add(() -> cleanUp(slot, ticket));
      if (ticket.cancelled) {
        effects.add(() -> discard(outcome));
      }
      if (!ticket.withdrawn) {
        end(
            ticket,
            ticket.cancelled ? new WorkOutcome.Cancelled() : timed(outcome, ticket),
            effects);
      }
      afterCall(slot, effects);
    } finally {
      lock.unlock();
      effects.run();
    }
  }

  private void afterCall(Slot slot, Effects effects) {
    if (slot.dismissed || slot.state == Slot.State.DRAINING) {
      return;
    }
    if (!slot.running.isEmpty()) {
      killIfAllAreWithdrawn(slot, effects);
      schedule(effects);
      return;
    }
    becomeIdle(slot);
    if (tools.capacity().beginYield(this, now())) {
      slot.evicted = true;
      drain(slot, effects);
    }
    schedule(effects);
    giveRoomIfNeeded(slot, effects);
  }

  private void giveRoomIfNeeded(Slot slot, Effects effects) {
    if (slot.state == Slot.State.IDLE) {
      effects.add(tools.makeRoom());
    }
  }

  private WorkOutcome timed(WorkOutcome outcome, Ticket ticket) {
    return outcome instanceof WorkOutcome.Answered(byte[] json, long metered, var files, _)
        ? new WorkOutcome.Answered(
            json, metered, files, Duration.ofNanos(now() - ticket.assignedNanos))
        : outcome;
  }

  private void discard(WorkOutcome outcome) {
    if (outcome instanceof WorkOutcome.Answered answered && !answered.files().isEmpty()) {
      onDisk("outputs", () -> MediaStage.delete(answered.files()));
    }
  }

  private void cleanUp(Slot slot, Ticket ticket) {
    if (!ticket.work().media().isEmpty()) {
      onDisk("media", () -> MediaStage.remove(ticket.work(), ticket.callId, slot.worker()));
    }
  }

  private interface DiskTask {
    void run() throws IOException;
  }

  private void onDisk(String what, DiskTask task) {
    tools
        .workers()
        .writers()
        .execute(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                LOG.warnf(e, "function=%s %s of a call can't be deleted", function, what);
              }
            });
  }

  private void died(Slot slot, WorkerDeath death) {
    LOG.infof("worker=%s function=%s state=ended reason=\"%s\"", slot.id, function, death.reason());
    var effects = new Effects();
    lock.lock();
    try {
      if (slot.dismissed || closed) {
        return;
      }
      if (slot.state == Slot.State.STARTING) {
        setUpFailed(death, effects);
      } else if (slot.state != Slot.State.DRAINING || !slot.running.isEmpty()) {
        tools.metrics().died(function);
        keepLine("ERROR", "the worker " + death.reason());
      }
      dismiss(slot, death.reason(), effects);
      schedule(effects);
    } finally {
      lock.unlock();
    }
    effects.run();
  }

  private void setUpFailed(WorkerDeath death, Effects effects) {
    keepLine("ERROR", "the worker didn't start: " + death.reason());
    Duration rest = health.failed(death.startTimedOut(), now());
    var _ = later(rest, this::poke);
    if (health.isUnhealthy()) {
      LOG.warnf("function=%s version=%s state=unhealthy", function, version);
      for (Ticket ticket : queue.takeAll()) {
        end(ticket, new WorkOutcome.Failed(health.refusal()), effects);
      }
    }
  }

  /** Takes a slot out of the pool; its calls die with it, and so does its worker. */
  private void dismiss(Slot slot, String reason, Effects effects) {
    slot.dismissed = true;
    slots.remove(slot);
    int together = slot.running.size();
    for (Ticket ticket : slot.running.values()) {
      if (!ticket.withdrawn) {
        end(
            ticket,
            ticket.cancelled
                ? new WorkOutcome.Cancelled()
                : new WorkOutcome.WorkerDied(together, reason),
            effects);
      }
    }
    slot.running.clear();
    effects.add(() -> slot.worker().kill(reason));
  }

  private void gone(Slot slot) {
    boolean evicted;
    lock.lock();
    try {
      evicted = slot.evicted;
    } finally {
      lock.unlock();
    }
    tools.capacity().release(workerBytes, evicted).forEach(VersionPool::poke);
  }

  // ---- Time passes

  private void armTimeout(Slot slot, Duration in) {
    if (!slot.timeoutArmed) {
      slot.timeoutArmed = true;
      var _ = later(in, () -> checkTimeout(slot));
    }
  }

  private void checkTimeout(Slot slot) {
    var effects = new Effects();
    lock.lock();
    try {
      slot.timeoutArmed = false;
      if (slot.dismissed || slot.running.isEmpty()) {
        return;
      }
      Ticket oldest = slot.running.firstEntry().getValue();
      long leftNanos = timeout.toNanos() - (now() - oldest.assignedNanos);
      if (leftNanos > 0) {
        armTimeout(slot, Duration.ofNanos(leftNanos));
      } else {
        timeOut(slot, effects);
      }
    } finally {
      lock.unlock();
    }
    effects.run();
  }

  /**
   * Ends a worker whose call takes too long. In a batch nobody can tell whose fault that is: all
   * its calls are given back, to be run alone.
   */
  private void timeOut(Slot slot, Effects effects) {
    String text = "the call took longer than " + timeout.toSeconds() + " s";
    var reason = new CallException(ErrorCode.GENERATION_TIMEOUT, text);
    if (batchLimit.calls() == 1 || slot.running.size() == 1) {
      long now = now();
      List<Ticket> late =
          slot.running.values().stream()
              .filter(ticket -> now - ticket.assignedNanos >= timeout.toNanos())
              .toList();
      for (Ticket ticket : late) {
        slot.running.remove(ticket.callId);
        if (!ticket.withdrawn) {
          end(ticket, new WorkOutcome.Failed(reason), effects);
        }
      }
    }
    dismiss(slot, text, effects);
    schedule(effects);
  }

  private void armKeepAlive(Slot slot, Duration in) {
    var _ = later(in, () -> checkKeepAlive(slot));
  }

  private void checkKeepAlive(Slot slot) {
    var effects = new Effects();
    lock.lock();
    try {
      if (slot.dismissed || closed || slot.state == Slot.State.DRAINING) {
        return;
      }
      Duration keepAlive = tools.settings().keepAlive();
      long leftNanos = keepAlive.toNanos() - (now() - slot.idleSinceNanos);
      if (slot.state == Slot.State.BUSY) {
        armKeepAlive(slot, keepAlive);
      } else if (leftNanos > 0) {
        armKeepAlive(slot, Duration.ofNanos(leftNanos));
      } else {
        drain(slot, effects);
      }
    } finally {
      lock.unlock();
    }
    effects.run();
  }

  private void drain(Slot slot, Effects effects) {
    slot.state = Slot.State.DRAINING;
    effects.add(() -> slot.worker().drain(tools.settings().drainTimeout()));
  }

  // ---- The node asks

  /** Since when the longest idle worker has been idle; empty if none is. */
  Optional<Long> idleSince() {
    lock.lock();
    try {
      return longestIdle().map(slot -> slot.idleSinceNanos);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Slot> longestIdle() {
    return slots.stream()
        .filter(slot -> slot.state == Slot.State.IDLE)
        .min((a, b) -> Long.signum(a.idleSinceNanos - b.idleSinceNanos));
  }

  /**
   * Drains the longest idle worker to make room for another pool's; tells whether there was one.
   */
  boolean evict() {
    var effects = new Effects();
    lock.lock();
    try {
      Optional<Slot> slot = longestIdle();
      slot.ifPresent(
          idle -> {
            idle.evicted = true;
            drain(idle, effects);
          });
      return slot.isPresent();
    } finally {
      lock.unlock();
      effects.run();
    }
  }

  List<WorkerStatus> workers() {
    lock.lock();
    try {
      return slots.stream().map(this::status).toList();
    } finally {
      lock.unlock();
    }
  }

  private WorkerStatus status(Slot slot) {
    Worker worker = slot.worker;
    return new WorkerStatus(
        slot.id,
        function,
        version,
        slot.state.word(),
        worker == null ? 0 : worker.pid(),
        slot.calls,
        slot.startedAt,
        tools.workers().sandbox().isolation());
  }

  int queued() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Kills all workers. Listeners of unfinished work hear nothing, as if the node had been killed.
   */
  void close() {
    lock.lock();
    try {
      closed = true;
      queue.takeAll().forEach(VersionPool::cancelDeadline);
      for (Slot slot : slots) {
        slot.running.clear();
        if (slot.worker != null) {
          slot.worker.kill("the node shuts down");
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static void cancelDeadline(Ticket ticket) {
    Future<?> deadline = ticket.deadline;
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  private Future<?> later(Duration delay, Runnable task) {
    return tools.workers().timer().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void keepLine(String level, String message) {
    tools.logs().add(function, new LogLine(Instant.now(), level, message));
  }

  private static long now() {
    return System.nanoTime();
  }

  private @Nullable Ticket running(Slot slot, long callId) {
    lock.lock();
    try {
      return slot.running.get(callId);
    } finally {
      lock.unlock();
    }
  }

  /** What a slot's worker says. */
  private final class SlotEvents implements WorkerEvents {
    private final Slot slot;

    SlotEvents(Slot slot) {
      this.slot = slot;
    }

    @Override
    public void ready() {
      VersionPool.this.ready(slot);
    }

    @Override
    public void logged(long callId, String level, String message) {
      var line = new LogLine(Instant.now(), level, message);
      if (callId == 0) {
        tools.logs().add(function, line);
        return;
      }
      Ticket ticket = running(slot, callId);
      if (ticket != null) {
        ticket.logged(line);
      }
    }

    @Override
    public void progressed(long callId, int done, int total) {
      Ticket ticket = running(slot, callId);
      if (ticket != null) {
        ticket.progressed(done, total);
      }
    }

    @Override
    public void answered(long callId, CallAnswer answer) {
      VersionPool.this.answered(slot, callId, answer);
    }

    @Override
    public void died(WorkerDeath death) {
      VersionPool.this.died(slot, death);
    }

    @Override
    public void gone() {
      VersionPool.this.gone(slot);
    }
  }
}
