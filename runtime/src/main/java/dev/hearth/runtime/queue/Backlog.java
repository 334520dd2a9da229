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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Works the queued requests of this runtime: one thread takes them in order, brings the media of a
 * bounded number of them here, and gives them to the pools. What isn't terminal in the database is
 * in {@link #live}; after a restart it is read back.
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
  private final BlockingQueue<LiveRequest> waiting = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("backlog-later").factory());
  private volatile boolean stopping;
  private final Thread thread = Thread.ofVirtual().name("backlog").unstarted(this::loop);

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
    var open = reader.requeue();
    open.forEach(request -> enqueue(request.call(), request.leaseId(), Optional.empty()));
    if (!open.isEmpty()) {
      Log.infof("requests requeued count=%d", open.size());
    }
    thread.start();
  }

  /** Works a request whose row is committed. */
  void add(CallSpec call, Optional<UUID> leaseId, Optional<Hold> hold) {
    enqueue(call, leaseId, hold);
  }

  private void enqueue(CallSpec call, Optional<UUID> leaseId, Optional<Hold> hold) {
    UUID id = call.requestId();
    var request = new LiveRequest(call, leaseId, hold, attempt -> markStarted(id, attempt));
    live.put(id, request);
    waiting.add(request);
  }

  /** Whether another request may wait here. */
  boolean full() {
    return live.size() >= config.capacity();
  }

  private void markStarted(UUID id, int attempt) {
    // Nobody waits for this row to say RUNNING: a lost mark only makes a restart count from QUEUED.
    committer.add(new Write.Started(id, attempt, new CompletableFuture<>()));
  }

  private void loop() {
    try {
      while (true) {
        LiveRequest request = waiting.take();
        fetches.acquire();
        threads.execute(() -> prepare(request));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void prepare(LiveRequest request) {
    Prepared prepared;
    try {
      if (request.cancelled()) {
        end(request, new CallResult.Cancelled());
        return;
      }
      if (Instant.now().isAfter(request.call().startBy())) {
        throw new CallException(
            ErrorCode.REQUEST_TIMEOUT, "the request did not start within its time");
      }
      prepared = runner.prepare(request.call());
      shrink(request, prepared.boundNanos());
    } catch (CallException refusal) {
      end(request, new CallResult.Failed(refusal));
      return;
    } catch (RuntimeException e) {
      Log.errorf(e, "requestId=%s can't be prepared", request.id());
      end(request, new CallResult.Failed(new CallException(ErrorCode.INTERNAL, "internal error")));
      return;
    } finally {
      fetches.release();
    }
    run(request, prepared);
  }

  private void run(LiveRequest request, Prepared prepared) {
    CompletableFuture<CallResult> result = runner.run(prepared, request);
    request.submit();
    if (request.cancelled()) {
      runner.cancel(request.id());
    }
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
      var _ = later.schedule(() -> waiting.add(request), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      end(request, result);
    }
  }

  private void shrink(LiveRequest request, long boundNanos) {
    Optional<Hold> hold = request.hold();
    if (hold.isEmpty() || boundNanos >= hold.get().nanos()) {
      return;
    }
    var write =
        new Write.Shrink(request.id(), request.leaseId(), boundNanos, new CompletableFuture<>());
    committer.add(write);
    if (write.done().join()) {
      hold.get().shrink(boundNanos);
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
                    var _ =
                        later.schedule(
                            () -> end(request, result), RETRY_MILLIS, TimeUnit.MILLISECONDS);
                  }
                });
    try {
      committer.add(write);
    } catch (CallException full) {
      write.done().completeExceptionally(full);
    }
  }

  private void ended(LiveRequest request, Ending ending, boolean first) {
    live.remove(request.id());
    long charge = first ? ending.chargeNanos() : 0;
    request.hold().ifPresent(hold -> hold.settle(charge, false));
    request.ended().complete(ending);
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
                    request.logs(),
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
    if (request.state() != RequestState.QUEUED || request.submitted()) {
      return runner.position(request.id());
    }
    int before = 0;
    for (LiveRequest other : waiting) {
      if (other == request) {
        break;
      }
      before++;
    }
    return before;
  }

  void cancel(UUID id) {
    LiveRequest request = live.get(id);
    if (request == null) {
      return;
    }
    request.cancel();
    if (request.submitted()) {
      runner.cancel(id);
    } else if (waiting.remove(request)) {
      end(request, new CallResult.Cancelled());
    }
  }

  @PreDestroy
  void stop() {
    stopping = true;
    thread.interrupt();
    later.shutdownNow();
  }
}
