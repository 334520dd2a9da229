package dev.hearth.runtime.queue;

import dev.hearth.runtime.call.CallObserver;
import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.call.Partial;
import dev.hearth.runtime.call.Prepared;
import dev.hearth.runtime.call.Progress;
import dev.hearth.runtime.credit.Hold;
import dev.hearth.runtime.pool.LogLine;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Hints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A request that hasn't ended, as this runtime works it. Thread-safe. */
final class LiveRequest implements CallObserver {
  private static final int MAX_LOG_LINES = 1_000;

  private final CallSpec call;
  private final Optional<UUID> leaseId;
  private final Optional<Hold> hold;
  private final IntConsumer onStart;
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();

  /** Guards what the current attempt has told. */
  private final ReentrantLock telling = new ReentrantLock();

  private final List<String> logs = new ArrayList<>();
  private int attempt;
  private @Nullable Progress progress;
  private @Nullable Partial partial;
  private volatile long heldNanos;
  private volatile RequestState state = RequestState.QUEUED;
  private volatile @Nullable Prepared prepared;
  private volatile boolean submitted;
  private volatile boolean cancelled;
  private volatile boolean wasWaiting;

  /**
   * A request at the start of its way.
   *
   * @param leaseId the lease of its row
   * @param heldNanos what its row holds
   * @param hold empty after a restart, when the lease is closed and the hold stands in the row only
   * @param onStart told the number of each attempt that starts
   */
  LiveRequest(
      CallSpec call,
      Optional<UUID> leaseId,
      long heldNanos,
      Optional<Hold> hold,
      IntConsumer onStart) {
    this.call = call;
    this.leaseId = leaseId;
    this.heldNanos = heldNanos;
    this.hold = hold;
    this.onStart = onStart;
  }

  CallSpec call() {
    return call;
  }

  UUID id() {
    return call.requestId();
  }

  String version() {
    return call.function().version();
  }

  long heldNanos() {
    return heldNanos;
  }

  /** Its row holds this much less than before. */
  void narrowed(long nanos) {
    hold.ifPresent(held -> held.shrink(nanos));
    heldNanos = nanos;
  }

  /** The call with its media, once they are here. */
  Optional<Prepared> prepared() {
    return Optional.ofNullable(prepared);
  }

  void prepared(Prepared ready) {
    prepared = ready;
  }

  /** Whether it ended while it waited in its lane, and so was never ahead. */
  boolean wasWaiting() {
    return wasWaiting;
  }

  void leftTheLine() {
    wasWaiting = true;
  }

  Optional<UUID> leaseId() {
    return leaseId;
  }

  Optional<Hold> hold() {
    return hold;
  }

  /** Completed when its end is committed. */
  CompletableFuture<Ending> ended() {
    return ended;
  }

  RequestState state() {
    return state;
  }

  /** Whether the pools have it. */
  boolean submitted() {
    return submitted;
  }

  void submitted(boolean withPools) {
    submitted = withPools;
  }

  boolean cancelled() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  /** The lines of the current attempt, each a JSON object. */
  List<String> logs() {
    return course().logs();
  }

  /** What the current attempt has told so far. */
  Course course() {
    telling.lock();
    try {
      return new Course(attempt, logs, Optional.ofNullable(progress), Optional.ofNullable(partial));
    } finally {
      telling.unlock();
    }
  }

  private void tell(Runnable change) {
    telling.lock();
    try {
      change.run();
    } finally {
      telling.unlock();
    }
  }

  @Override
  public void started(int number, Hints hints) {
    state = RequestState.RUNNING;
    tell(
        () -> {
          attempt = number;
          logs.clear();
          progress = null;
          partial = null;
        });
    onStart.accept(number);
  }

  @Override
  public void logged(LogLine line) {
    String text = json(line);
    tell(
        () -> {
          if (logs.size() < MAX_LOG_LINES) {
            logs.add(text);
          }
        });
  }

  @Override
  public void progressed(Progress now) {
    tell(() -> progress = now);
  }

  @Override
  public void emitted(Partial latest) {
    tell(() -> partial = latest);
  }

  @Override
  public boolean wanted() {
    return !cancelled;
  }

  private static String json(LogLine line) {
    var labels = JsonObject.builder().put("level", line.level()).put("source", "USER").build();
    return JsonObject.builder()
        .put("message", line.message())
        .put("level", line.level())
        .put("source", "USER")
        .put("timestamp", line.at().toString())
        .put("labels", labels)
        .build()
        .print();
  }
}
