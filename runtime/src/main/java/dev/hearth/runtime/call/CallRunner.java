package dev.hearth.runtime.call;

import dev.hearth.runtime.media.CallMedia;
import dev.hearth.runtime.media.InputMedia;
import dev.hearth.runtime.media.InputMedia.Resolved;
import dev.hearth.runtime.media.MediaStore;
import dev.hearth.runtime.media.OutputMedia;
import dev.hearth.runtime.metering.Price;
import dev.hearth.runtime.pool.LogLine;
import dev.hearth.runtime.pool.Pools;
import dev.hearth.runtime.pool.Work;
import dev.hearth.runtime.pool.WorkListener;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.runtime.pool.WorkOutcome.Answered;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.metering.Meter;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.logging.Log;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/** Runs one call: brings its media here, gives it to the pools, tries again when a worker died. */
@ApplicationScoped
public class CallRunner {
  private final Pools pools;
  private final InputMedia inputs;
  private final OutputMedia outputs;
  private final CallConfig config;
  private final ExecutorService threads;

  CallRunner(
      Pools pools,
      InputMedia inputs,
      OutputMedia outputs,
      CallConfig config,
      @VirtualThreads ExecutorService threads) {
    this.pools = pools;
    this.inputs = inputs;
    this.outputs = outputs;
    this.config = config;
    this.threads = threads;
  }

  /**
   * Fetches the media and works out the bound. Blocking.
   *
   * @throws CallException when a field can't be resolved or the call may cost more than allowed
   */
  public Prepared prepare(CallSpec spec) {
    if (spec.endpoint().media().none()) {
      spec.checkMaxCost(spec.boundNanos());
      var nothing = new Resolved(spec.text(), List.of(), List.of(), Map.of());
      return new Prepared(spec, nothing, spec.boundMicroUnits(), spec.boundNanos());
    }
    Resolved media = inputs.resolve(spec.text(), spec.endpoint().media());
    try {
      long bound = Meter.bound(spec.bill(), media.headers(), spec::field);
      long nanos = Price.charge(bound, spec.function().unitPriceNanos());
      spec.checkMaxCost(nanos);
      return new Prepared(spec, media, bound, nanos);
    } catch (RuntimeException e) {
      media.discard();
      throw e;
    }
  }

  /** Runs a prepared call. The caller discards it when it won't be run again. */
  public CompletableFuture<CallResult> run(Prepared call, CallObserver observer) {
    var result = new CompletableFuture<CallResult>();
    var attempt = new Attempt(call, observer, result, 1, false);
    attempt.submit();
    return result;
  }

  /** Asks for the end of a call that runs here. */
  public void cancel(java.util.UUID requestId) {
    pools.cancel(requestId);
  }

  /** Calls of the same version that will start before. */
  public int position(java.util.UUID requestId) {
    return pools.position(requestId);
  }

  private final class Attempt implements WorkListener {
    private final Prepared call;
    private final CallObserver observer;
    private final CompletableFuture<CallResult> result;
    private final int number;
    private final boolean alone;
    private final CallMedia media;

    /** Guarded by the pools, which tell one thing after the other. */
    private long partials;

    Attempt(
        Prepared call,
        CallObserver observer,
        CompletableFuture<CallResult> result,
        int number,
        boolean alone) {
      this.call = call;
      this.observer = observer;
      this.result = result;
      this.number = number;
      this.alone = alone;
      this.media = outputs.ofAttempt(call.spec().inlinesMedia());
    }

    void submit() {
      CallSpec spec = call.spec();
      Duration left = Duration.between(Instant.now(), spec.startBy());
      try {
        pools.submit(
            new Work(
                spec.requestId(),
                spec.function().id(),
                spec.function().version(),
                spec.function().manifest(),
                spec.endpoint().path(),
                call.input(),
                call.files(),
                batchKey(spec),
                spec.hint(),
                alone,
                left.isNegative() ? Duration.ZERO : left,
                this));
      } catch (CallException refusal) {
        result.complete(new CallResult.Failed(refusal));
        return;
      }
      if (!observer.wanted()) {
        pools.cancel(spec.requestId()); // withdrawn while the pools didn't know of it
      }
    }

    @Override
    public void started(Hints hints) {
      observer.started(number, hints);
    }

    @Override
    public void logged(LogLine line) {
      observer.logged(line);
    }

    @Override
    public void progressed(int done, int total) {
      observer.progressed(new Progress(done, total));
    }

    @Override
    public void emitted(byte[] json, List<Path> files) {
      observer.emitted(new Partial(call.spec().requestId(), ++partials, json, files, media));
    }

    @Override
    public void ended(WorkOutcome outcome) {
      switch (outcome) {
        case Answered answered when answered.files().isEmpty() -> finish(answered);
        case Answered answered -> threads.execute(() -> finish(answered));
        case WorkOutcome.Failed failed when failed.files().isEmpty() -> finish(failed);
        case WorkOutcome.Failed failed -> threads.execute(() -> finish(failed));
        case WorkOutcome.Cancelled _ -> result.complete(new CallResult.Cancelled());
        case WorkOutcome.WorkerDied died -> threads.execute(() -> retry(died));
      }
    }

    private void retry(WorkOutcome.WorkerDied died) {
      boolean repeatable = observer.mayRepeat();
      if (repeatable && number < attempts()) {
        new Attempt(call, observer, result, number + 1, died.batchSize() > 1).submit();
      } else {
        result.complete(
            new CallResult.Failed(
                new CallException(
                    ErrorCode.RUNNER_DISCONNECTED,
                    repeatable
                        ? "the function's worker died under this call in %d attempts"
                            .formatted(number)
                        : "the function's worker died after output had reached the caller")));
      }
    }

    /** The creator's wish, within what the installation allows. */
    private int attempts() {
      int wished = call.spec().function().descriptor().retry().attempts();
      return Math.min(wished, config.maxAttempts());
    }

    private void finish(WorkOutcome.Failed failed) {
      try {
        observer.closing();
      } finally {
        failed.files().forEach(MediaStore::discard);
        result.complete(new CallResult.Failed(failed.reason()));
      }
    }

    private void finish(Answered answered) {
      try {
        observer.closing();
        CallMedia.Output output = media.read(answered.output(), answered.files());
        long microUnits =
            Meter.measure(
                call.spec().bill(),
                answered.meteredMicroUnits(),
                output.headers(),
                call.boundMicroUnits());
        byte[] body = output.publish();
        result.complete(
            new CallResult.Succeeded(body, microUnits, answered.running(), answered.hints()));
      } catch (CallException e) {
        result.complete(new CallResult.Failed(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the runtime stops; a queued call is worked again
        result.complete(
            new CallResult.Failed(
                new CallException(ErrorCode.INTERNAL, "the runtime is stopping", e)));
      } catch (IOException | RuntimeException e) {
        Log.errorf(e, "requestId=%s output can't be kept", call.spec().requestId());
        result.complete(
            new CallResult.Failed(
                new CallException(ErrorCode.INTERNAL, "the output can't be kept", e)));
      } finally {
        answered.files().forEach(MediaStore::discard);
      }
    }
  }

  private static String batchKey(CallSpec spec) {
    List<String> key = spec.function().descriptor().batching().key();
    return key.isEmpty() ? "" : key.stream().map(spec::field).collect(Collectors.joining("\n"));
  }
}
