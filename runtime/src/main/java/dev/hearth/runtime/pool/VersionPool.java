package dev.hearth.runtime.pool;

import dev.hearth.runtime.worker.CallAnswer;
import dev.hearth.runtime.worker.HealthReport;
import dev.hearth.runtime.worker.StartPhases;
import dev.hearth.runtime.worker.Worker;
import dev.hearth.runtime.worker.WorkerDeath;
import dev.hearth.runtime.worker.WorkerEvents;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.protocol.Hints;
import dev.hearth.sdk.protocol.RunPayload.CallInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The pool of one function version. Thread-safe.
 *
 * <p><b>Locking.</b> One lock guards {@link PoolState} and the tickets' pool fields. Under it only
 * state changes; whatever calls out (listeners, workers, other pools) is collected in {@link
 * Effects} and done once the lock is free. Timers and {@link NodeCapacity}, which never call back,
 * may be called under it.
 *
 * <p><b>Cost.</b> A call that finds an idle worker takes the lock twice, arms no timer (a slot's
 * timeout timer is armed once and looks at the oldest call when it fires; so does the keep-alive
 * timer), and is written to the socket by the submitting thread.
 */
final class VersionPool {
  private static final Logger LOG = Logger.getLogger(VersionPool.class);

  private final FunctionVersion version;
  private final PoolTools tools;
  private final Admission admission;
  private final ReentrantLock lock = new ReentrantLock();
  private final PoolState state;

  VersionPool(FunctionVersion version, PoolTools tools) {
    this.version = version;
    this.tools = tools;
    this.admission = new Admission(version, tools.workers().sandbox(), tools.capacity());
    this.state = new PoolState(this, version, tools, new Outside());
  }

  private void change(Consumer<Effects> change) {
    boolean _ =
        ask(
            effects -> {
              change.accept(effects);
              return true;
            });
  }

  private <T> T ask(Function<Effects, T> change) {
    var effects = new Effects();
    lock.lock();
    try {
      return change.apply(effects);
    } finally {
      lock.unlock();
      effects.run();
    }
  }

  void submit(Ticket ticket) {
    admission.check(ticket.work());
    change(effects -> state.submit(ticket, effects));
  }

  void cancel(Ticket ticket) {
    change(effects -> state.cancel(ticket, effects));
  }

  /** Says whether the version is the one that callers get, whose min workers stay. */
  void live(boolean live) {
    change(effects -> state.live(live, effects));
  }

  /** Room may have become free on the node. */
  void poke() {
    change(state::schedule);
  }

  int position(Ticket ticket) {
    return ask(_ -> state.position(ticket));
  }

  int queued() {
    return ask(_ -> state.queued());
  }

  /** Since when the longest idle worker has been idle; empty if none is. */
  Optional<Long> idleSince() {
    return ask(_ -> state.crew().longestIdle().map(slot -> slot.idleSinceNanos));
  }

  /** Drains the longest idle worker to make room for another pool's; tells if there was one. */
  boolean evict() {
    return ask(state::evict);
  }

  /** Whether its workers are given that secret of that account. */
  boolean isGiven(String owner, String secret) {
    return version.function().startsWith(owner + "/")
        && version.manifest().descriptor().access().secrets().contains(secret);
  }

  /** Has other workers take the place of these, which end once their calls have. */
  void renew() {
    change(state::renew);
  }

  /** Kills all workers. Listeners of unfinished work hear nothing, as if the node was killed. */
  void close() {
    change(state::close);
  }

  List<WorkerStatus> workers() {
    return ask(_ -> state.crew().slots().stream().map(this::status).toList());
  }

  private WorkerStatus status(Slot slot) {
    Worker worker = slot.worker;
    return new WorkerStatus(
        slot.id,
        version.function(),
        version.version(),
        slot.state.word(),
        worker == null ? 0 : worker.pid(),
        slot.calls,
        slot.startedAt,
        start(slot),
        tools.workers().sandbox().isolation());
  }

  private static Optional<WorkerStatus.Start> start(Slot slot) {
    return Optional.ofNullable(slot.phases)
        .map(phases -> new WorkerStatus.Start(slot.provision, phases));
  }

  private void log(LogLine line) {
    tools.logs().add(version.function(), line);
  }

  /** Does what the state asks for. */
  private final class Outside implements Surroundings {
    @Override
    public void dispatch(Slot slot, List<Ticket> batch) {
      batch.forEach(Ticket::start);
      if (batch.stream().allMatch(ticket -> ticket.work().media().isEmpty())) {
        send(slot, batch);
      } else {
        tools.workers().writers().execute(() -> send(slot, batch));
      }
    }

    private void send(Slot slot, List<Ticket> batch) {
      var inputs = new ArrayList<CallInput>(batch.size());
      for (Ticket ticket : batch) {
        try {
          byte[] input = MediaStage.place(ticket.work(), ticket.callId, slot.worker());
          inputs.add(new CallInput(ticket.callId, input));
        } catch (IOException | RuntimeException e) {
          LOG.errorf(e, "requestId=%s media can't be placed", ticket.work().requestId());
          fail(slot, ticket);
        }
      }
      if (!inputs.isEmpty()) {
        slot.worker().run(batch.getFirst().work().endpoint(), inputs);
        batch.forEach(ticket -> ticket.sent(slot.worker()));
      }
    }

    private void fail(Slot slot, Ticket ticket) {
      var reason =
          new CallException(ErrorCode.INTERNAL, "the call's media couldn't be handed over");
      var outcome = new WorkOutcome.Failed(reason);
      change(effects -> state.finish(slot, ticket.callId, outcome, effects));
    }

    @Override
    public void launch(Slot slot) {
      LOG.infof(
          "worker=%s function=%s version=%s state=starting",
          slot.id, version.function(), version.version());
      change(effects -> launch(slot, effects));
    }

    /** Under the lock, so that the worker's first event finds the slot complete. */
    private void launch(Slot slot, Effects effects) {
      Worker worker =
          Worker.start(
              slot.id,
              version.manifest(),
              tools.workers(),
              new SlotEvents(slot),
              tools.caches().source(version.function(), version.manifest()),
              version.secrets(tools.secrets()));
      if (!state.launched(slot, worker)) {
        effects.add(() -> worker.kill("the node shuts down"));
      }
    }

    @Override
    public void tell(Ticket ticket, WorkOutcome outcome) {
      tools.ended().accept(ticket);
      ticket.end(outcome);
    }

    @Override
    public void discard(WorkOutcome outcome) {
      if (!outcome.files().isEmpty()) {
        onDisk("outputs", () -> MediaStage.delete(outcome.files()));
      }
    }

    @Override
    public void removeMedia(Slot slot, Ticket ticket) {
      if (!ticket.work().media().isEmpty()) {
        onDisk("media", () -> MediaStage.remove(ticket.work(), ticket.callId, slot.worker()));
      }
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
                  LOG.warnf(e, "function=%s %s of a call stay", version.function(), what);
                }
              });
    }

    @Override
    public Future<?> later(Duration delay, Consumer<Effects> change) {
      return tools
          .workers()
          .timer()
          .schedule(() -> change(change), delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private interface DiskTask {
    void run() throws IOException;
  }

  /** What a slot's worker says. */
  private final class SlotEvents implements WorkerEvents {
    private final Slot slot;

    SlotEvents(Slot slot) {
      this.slot = slot;
    }

    @Override
    public void ready(StartPhases phases, boolean answersChecks) {
      LOG.infof(
          "worker=%s function=%s state=ready pid=%d provision_ms=%d pull_ms=%d start_ms=%d"
              + " load_ms=%d warm_up_ms=%d class_cache=%b",
          slot.id,
          version.function(),
          pid(),
          slot.provision.toMillis(),
          phases.pull().toMillis(),
          phases.start().toMillis(),
          phases.load().toMillis(),
          phases.warmUp().toMillis(),
          phases.cached());
      change(effects -> state.ready(slot, phases, answersChecks, effects));
    }

    @Override
    public void hinted(Hints hints) {
      change(_ -> state.hinted(slot, hints));
    }

    @Override
    public void checked(HealthReport report) {
      change(effects -> state.checked(slot, report, effects));
    }

    private long pid() {
      return ask(_ -> slot.worker().pid());
    }

    @Override
    public void logged(long callId, String level, String message) {
      var line = new LogLine(Instant.now(), level, message);
      if (callId == 0) {
        log(line);
        return;
      }
      Ticket ticket = running(callId);
      if (ticket != null) {
        ticket.logged(line);
      }
    }

    @Override
    public void progressed(long callId, int done, int total) {
      Ticket ticket = running(callId);
      if (ticket != null) {
        ticket.progressed(done, total);
      }
    }

    @Override
    public void emitted(long callId, byte[] json, List<Path> files) {
      Ticket ticket = running(callId);
      if (ticket != null) {
        ticket.emitted(json, files);
      }
    }

    private @Nullable Ticket running(long callId) {
      return VersionPool.this
          .<Optional<Ticket>>ask(_ -> Optional.ofNullable(slot.running.get(callId)))
          .orElse(null);
    }

    @Override
    public void answered(long callId, CallAnswer answer) {
      WorkOutcome outcome = outcome(answer);
      change(effects -> state.finish(slot, callId, outcome, effects));
    }

    private WorkOutcome outcome(CallAnswer answer) {
      return switch (answer) {
        case CallAnswer.Failure(var reason, String stack, var files) -> {
          if (!stack.isEmpty()) {
            log(new LogLine(Instant.now(), "ERROR", stack));
          }
          yield new WorkOutcome.Failed(reason, files);
        }
        case CallAnswer.Result(byte[] json, long metered, var files) ->
            new WorkOutcome.Answered(json, metered, files, Duration.ZERO, Hints.NONE);
      };
    }

    @Override
    public void died(WorkerDeath death) {
      LOG.infof(
          "worker=%s function=%s state=ended reason=\"%s\"",
          slot.id, version.function(), death.reason());
      change(effects -> state.died(slot, death, effects));
    }

    @Override
    public void gone() {
      long bytes = tools.workers().sandbox().memoryBytes(version.manifest());
      boolean evicted = ask(_ -> slot.evicted);
      tools.capacity().release(bytes, evicted).forEach(VersionPool::poke);
    }
  }
}
