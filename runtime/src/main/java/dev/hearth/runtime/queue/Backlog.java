package dev.hearth.runtime.queue;

import dev.hearth.runtime.call.CallResult;
import dev.hearth.runtime.call.CallRunner;
import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.call.Prepared;
import dev.hearth.runtime.credit.Credit;
import dev.hearth.runtime.credit.Hold;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Works the queued requests of this runtime, in order within each version's {@link Lane}: brings
 * the media of a bounded number of them here, and gives them to the pools. What isn't terminal in
 * the database is in {@link #live}; after a restart it is read back.
 */
@ApplicationScoped
class Backlog {
  private static final long RETRY_MILLIS = 500;

  private final CallRunner runner;
  private final Committer committer;
  private final RequestReader reader;
  private final QueueOwner owner;
  private final Credit credit;
  private final ExecutorService threads;
  private final QueueConfig config;
  private final Semaphore fetches;
  private final Map<UUID, LiveRequest> live = new ConcurrentHashMap<>();
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("backlog-later").factory());
  private volatile boolean stopping;

  Backlog(
      CallRunner runner,
      Committer committer,
      RequestReader reader,
      QueueOwner owner,
      Credit credit,
      QueueConfig config,
      @VirtualThreads ExecutorService threads) {
    this.runner = runner;
    this.committer = committer;
    this.reader = reader;
    this.owner = owner;
    this.credit = credit;
    this.config = config;
    this.threads = threads;
    this.fetches = new Semaphore(config.fetchesAtOnce(), true);
  }

  void start(@Observes StartupEvent event) throws SQLException {
    owner.take();
    credit.recover();
    recover();
    var _ =
        later.scheduleWithFixedDelay(
            this::endLate, RETRY_MILLIS, RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Takes up what an earlier process left open. */
  void recover() {
    var open = reader.requeue();
    open.forEach(row -> enqueue(live(row)));
    if (!open.isEmpty()) {
      Log.infof("requests requeued count=%d", open.size());
    }
  }

  private LiveRequest live(RequestReader.Open row) {
    return new LiveRequest(
        row.call(), row.leaseId(), row.holdNanos(), Optional.empty(), marker(row.call()));
  }

  /** Works a request whose row is committed. */
  void add(CallSpec call, Optional<Hold> hold) {
    enqueue(
        new LiveRequest(
            call, hold.map(Hold::leaseId), hold.map(Hold::nanos).orElse(0L), hold, marker(call)));
  }

  private java.util.function.IntConsumer marker(CallSpec call) {
    // Nobody waits for this row to say RUNNING: a lost mark only makes a restart count from QUEUED.
    return attempt ->
        committer.add(new Write.Started(call.requestId(), attempt, new CompletableFuture<>()));
  }

  private void enqueue(LiveRequest request) {
    live.put(request.id(), request);
    Lane lane =
        lanes.compute(
            request.version(),
            (_, found) -> {
              Lane line = found == null ? new Lane(config.aheadPerVersion()) : found;
              line.add(request);
              return line;
            });
    feed(lane);
  }

  private Lane lane(LiveRequest request) {
    return lanes.computeIfAbsent(request.version(), _ -> new Lane(config.aheadPerVersion()));
  }

  /** Whether another request may wait here. */
  boolean full() {
    return live.size() >= config.capacity();
  }

  /** Lets go ahead what may; without media that is at once and in order. */
  private void feed(Lane lane) {
    for (var next = lane.next(); next.isPresent(); next = lane.next()) {
      LiveRequest request = next.get();
      if (request.prepared().isPresent()) {
        run(request, request.prepared().get());
      } else if (request.call().endpoint().media().none()) {
        advance(request);
      } else {
        threads.execute(() -> advanceWithMedia(request));
      }
    }
  }

  private void advanceWithMedia(LiveRequest request) {
    try {
      fetches.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      advance(request);
    } finally {
      fetches.release();
    }
  }

  private void advance(LiveRequest request) {
    try {
      if (request.cancelled()) {
        end(request, new CallResult.Cancelled());
        return;
      }
      if (Instant.now().isAfter(request.call().startBy())) {
        throw late();
      }
      Prepared prepared = runner.prepare(request.call());
      request.prepared(prepared);
      narrow(request, prepared.boundNanos());
      run(request, prepared);
    } catch (CallException refusal) {
      end(request, new CallResult.Failed(refusal));
    } catch (RuntimeException e) {
      if (e.getCause() instanceof SQLException) {
        Log.warnf(e, "requestId=%s is prepared again later", request.id());
        putBack(request);
      } else {
        Log.errorf(e, "requestId=%s can't be prepared", request.id());
        end(
            request,
            new CallResult.Failed(new CallException(ErrorCode.INTERNAL, "internal error")));
      }
    }
  }

  private static CallException late() {
    return new CallException(
        ErrorCode.REQUEST_TIMEOUT, "the request did not start within its time");
  }

  private void run(LiveRequest request, Prepared prepared) {
    request.submitted(true);
    CompletableFuture<CallResult> result = runner.run(prepared, request);
    var _ = result.whenComplete((ended, _) -> threads.execute(() -> after(request, ended)));
  }

  private void after(LiveRequest request, CallResult result) {
    if (stopping) {
      return; // the row stays open, and the next process works it again
    }
    boolean poolFull =
        result instanceof CallResult.Failed(var reason)
            && reason.code() == ErrorCode.TOO_MANY_REQUESTS;
    if (poolFull) {
      putBack(request);
    } else {
      end(request, result);
    }
  }

  private void putBack(LiveRequest request) {
    request.submitted(false);
    lane(request).putBack(request);
    var _ = later.schedule(() -> feed(lane(request)), RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Lowers the hold to what the call can still cost; what was held before can't be exceeded. */
  private void narrow(LiveRequest request, long boundNanos) {
    if (boundNanos > request.heldNanos()) {
      throw new CallException(
          ErrorCode.MAX_COST_EXCEEDED,
          "the call's media changed since it was accepted; it would cost more than is held");
    }
    if (boundNanos == request.heldNanos()) {
      return;
    }
    var write =
        new Write.Shrink(request.id(), request.leaseId(), boundNanos, new CompletableFuture<>());
    committer.add(write);
    if (write.done().join()) {
      request.narrowed(boundNanos);
    }
  }

  /** Commits the end, again and again until the database takes it. */
  private void end(LiveRequest request, CallResult result) {
    Ending ending = Ending.of(result, request.call().function().unitPriceNanos());
    var write =
        new Write.End(
            request.id(), request.leaseId(), ending, request.logs(), new CompletableFuture<>());
    var _ =
        write
            .done()
            .whenComplete(
                (first, failure) -> {
                  if (failure == null) {
                    ended(request, ending, first);
                  } else {
                    Log.warnf("requestId=%s end is written again: %s", request.id(), failure);
                    endLater(request, result);
                  }
                });
    try {
      committer.add(write);
    } catch (CallException full) {
      write.done().completeExceptionally(full);
    }
  }

  private void endLater(LiveRequest request, CallResult result) {
    var _ = later.schedule(() -> end(request, result), RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void ended(LiveRequest request, Ending ending, boolean first) {
    live.remove(request.id());
    long charge = first ? ending.chargeNanos() : 0;
    request.hold().ifPresent(hold -> hold.settle(charge, false));
    request.ended().complete(ending);
    threads.execute(() -> afterEnd(request));
  }

  private void afterEnd(LiveRequest request) {
    request.prepared().ifPresent(Prepared::discard);
    Lane lane = lane(request);
    if (!request.wasWaiting()) {
      lane.ended();
    }
    feed(lane);
  }

  /** Ends what waited too long and forgets lanes that nothing is in. */
  private void endLate() {
    Instant now = Instant.now();
    lanes
        .values()
        .forEach(
            lane ->
                lane.removeLate(now)
                    .forEach(
                        request -> {
                          request.leftTheLine();
                          end(request, new CallResult.Failed(late()));
                        }));
    lanes.keySet().forEach(this::forgetWhenIdle);
  }

  private void forgetWhenIdle(String version) {
    lanes.computeIfPresent(version, (_, lane) -> lane.idle() ? null : lane);
  }

  /** A live request, if it is the account's. */
  Optional<RequestView> find(UUID id, UUID accountId) {
    return mine(id, accountId)
        .map(
            request ->
                new RequestView(
                    id,
                    request.call().function().id(),
                    request.state(),
                    position(request),
                    request.course(),
                    Optional.empty()));
  }

  Optional<CompletableFuture<Ending>> ended(UUID id, UUID accountId) {
    return mine(id, accountId).map(LiveRequest::ended);
  }

  private Optional<LiveRequest> mine(UUID id, UUID accountId) {
    return Optional.ofNullable(live.get(id))
        .filter(request -> request.call().accountId().equals(accountId));
  }

  private int position(LiveRequest request) {
    if (request.submitted()) {
      return runner.position(request.id());
    }
    Lane lane = lane(request);
    return Math.max(0, lane.position(request, lane.ahead()));
  }

  void cancel(UUID id) {
    LiveRequest request = live.get(id);
    if (request == null) {
      return;
    }
    request.cancel();
    if (request.submitted()) {
      runner.cancel(id);
    } else if (lane(request).remove(request)) {
      request.leftTheLine();
      end(request, new CallResult.Cancelled());
    }
  }

  @PreDestroy
  void stop() {
    stopping = true;
    later.shutdownNow();
  }
}
