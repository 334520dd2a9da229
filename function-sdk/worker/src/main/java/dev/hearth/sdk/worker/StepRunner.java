package dev.hearth.sdk.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Steps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Runs an iterative function. Between two steps everything is settled that the node wants: calls
 * that were withdrawn end, those to be parked leave the batch, parked ones come back, new ones
 * begin. Whoever runs it first goes on until nothing is left to do, also for calls that arrive
 * meanwhile.
 *
 * <p>The node may ask for more than fits at one boundary, as its frames come while another is being
 * settled; what doesn't fit is settled at the next.
 */
final class StepRunner<I, S extends Steps, O> implements Runner {
  private final IterativeFunction<I, S, O> function;
  private final Translation<I, O> translation;
  private final StepKey key;
  private final int slots;
  private final Consumer<String> log;
  private final Surroundings surroundings;
  private final Queue<Assigned> arrivals = new ConcurrentLinkedQueue<>();

  // Of the function's thread alone, each in order of arrival.
  private final List<Assigned> waiting = new ArrayList<>();
  private final List<StepCall<S>> running = new ArrayList<>();
  private final List<StepCall<S>> parked = new ArrayList<>();
  private boolean draining;

  /**
   * @param log takes what concerns no call
   */
  StepRunner(
      IterativeFunction<I, S, O> function,
      Translation<I, O> translation,
      LoadOrder order,
      Consumer<String> log,
      Surroundings surroundings) {
    this.function = function;
    this.translation = translation;
    this.key = new StepKey(order.batchKey());
    this.slots = order.callsAtOnce();
    this.log = log;
    this.surroundings = surroundings;
  }

  @Override
  public void arrived(List<Assigned> calls) {
    arrivals.addAll(calls);
  }

  @Override
  public void run(List<Assigned> calls) {
    while (hasWork()) {
      surroundings.beforeTurn();
      settleBoundary();
      for (List<StepCall<S>> batch : batches()) {
        step(batch);
      }
    }
  }

  /** Parked calls are finished too: nobody else would. */
  @Override
  public void drain() {
    draining = true;
    run(List.of());
  }

  private boolean hasWork() {
    return !arrivals.isEmpty()
        || !running.isEmpty()
        || parked.stream().anyMatch(each -> mayMove(each.call()))
        || waiting.stream().anyMatch(each -> mayMove(each.call()));
  }

  private boolean mayMove(LiveCall call) {
    return draining || call.cancelled() || !call.parked();
  }

  private void settleBoundary() {
    for (Assigned next = arrivals.poll(); next != null; next = arrivals.poll()) {
      waiting.add(next);
    }
    endWithdrawn();
    if (!draining) {
      park();
    }
    resume();
    admit();
  }

  private void endWithdrawn() {
    for (Assigned each : List.copyOf(waiting)) {
      if (each.call().cancelled()) {
        each.call().fail(withdrawn());
        waiting.remove(each);
      }
    }
    for (List<StepCall<S>> calls : List.of(running, parked)) {
      for (StepCall<S> each : List.copyOf(calls)) {
        if (each.call().cancelled()) {
          each.call().fail(withdrawn());
          leave(each);
        }
      }
    }
  }

  private static CallException withdrawn() {
    return new CallException(ErrorCode.FUNCTION_FAILED, "the call was cancelled");
  }

  private void park() {
    for (StepCall<S> each : List.copyOf(running)) {
      if (each.call().parked()) {
        running.remove(each);
        parked.add(each);
        alone(each, () -> function.park(each.state()));
      }
    }
  }

  private void resume() {
    for (StepCall<S> each : List.copyOf(parked)) {
      if (running.size() < slots && mayMove(each.call())) {
        parked.remove(each);
        running.add(each);
        alone(each, () -> function.resume(each.state()));
      }
    }
  }

  /** A call that is to be parked before it has begun waits for that outside the device. */
  private void admit() {
    for (Assigned each : List.copyOf(waiting)) {
      if (running.size() < slots && mayMove(each.call())) {
        waiting.remove(each);
        begin(each);
      }
    }
  }

  private void begin(Assigned assigned) {
    LiveCall call = assigned.call();
    StepCall<S> begun;
    try {
      String batchKey = key.of(assigned.input());
      S state = function.begin(translation.decode(assigned.input()), call);
      begun = new StepCall<>(call, state, batchKey);
    } catch (Throwable failure) {
      call.fail(failure);
      Failures.rethrowIfFatal(failure);
      return;
    }
    running.add(begun);
    alone(begun, () -> settle(begun));
  }

  /** Something that is done with one call. */
  private interface Action {
    void run() throws Exception;
  }

  /** Does something with one call, whose failure is that call's alone. */
  private void alone(StepCall<S> each, Action action) {
    try {
      action.run();
      if (each.call().hasEnded()) {
        leave(each);
      }
    } catch (Throwable failure) {
      each.call().fail(failure);
      leave(each);
      Failures.rethrowIfFatal(failure);
    }
  }

  private Collection<List<StepCall<S>>> batches() {
    Map<String, List<StepCall<S>>> byKey = new LinkedHashMap<>();
    for (StepCall<S> each : running) {
      byKey.computeIfAbsent(each.key(), _ -> new ArrayList<>()).add(each);
    }
    return byKey.values();
  }

  private void step(List<StepCall<S>> batch) {
    int[] before = new int[batch.size()];
    try {
      for (int i = 0; i < before.length; i++) {
        before[i] = batch.get(i).state().stepsDone();
      }
      function.step(Collections.unmodifiableList(batch.stream().map(StepCall::state).toList()));
    } catch (Throwable failure) {
      for (StepCall<S> each : batch) {
        each.call().fail(failure);
        leave(each);
      }
      Failures.rethrowIfFatal(failure);
      return;
    }
    for (int i = 0; i < before.length; i++) {
      StepCall<S> each = batch.get(i);
      int stood = before[i];
      alone(each, () -> advanced(each, stood));
    }
  }

  private void advanced(StepCall<S> each, int before) {
    if (each.state().stepsDone() <= before) {
      each.call()
          .fail(
              new CallException(
                  ErrorCode.FUNCTION_FAILED,
                  "a step left the call at %d of %d"
                      .formatted(each.state().stepsDone(), each.state().stepsTotal())));
    }
    settle(each);
  }

  /** Tells where a call stands, and ends it if that is the end. */
  private void settle(StepCall<S> each) {
    if (each.call().hasEnded()) {
      return;
    }
    int total = each.state().stepsTotal();
    int done = Math.min(each.state().stepsDone(), total);
    each.call().progress(done, total);
    if (done == total) {
      finish(each.state(), each.call());
    }
  }

  private void finish(S state, LiveCall call) {
    try {
      O output = function.finish(state, call);
      if (!call.hasEnded()) {
        call.succeed(translation.encode(output));
      }
    } catch (Throwable failure) {
      call.fail(failure);
      Failures.rethrowIfFatal(failure);
    }
  }

  private void leave(StepCall<S> each) {
    if (!running.remove(each) && !parked.remove(each)) {
      return; // it has left before
    }
    try {
      function.release(each.state());
    } catch (Throwable failure) {
      log.accept("release failed: " + StackText.of(failure));
      Failures.rethrowIfFatal(failure);
    }
  }
}
