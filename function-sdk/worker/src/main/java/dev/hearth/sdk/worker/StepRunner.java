package dev.hearth.sdk.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Steps;
import dev.hearth.sdk.worker.Runner.Assigned;
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
 * Runs the steps of an iterative function, for all its endpoints. Between two steps everything is
 * settled that the node wants: calls that were withdrawn end, those to be parked leave the batch,
 * parked ones come back, new ones begin. Whoever runs it first goes on until nothing is left to do,
 * also for calls that arrive meanwhile.
 *
 * <p>The node may ask for more than fits at one boundary, as its frames come while another is being
 * settled; what doesn't fit is settled at the next.
 */
final class StepRunner<S extends Steps> {
  private final IterativeFunction<?, S, ?> function;
  private final StepKey key;
  private final int slots;
  private final Consumer<String> log;
  private final Surroundings surroundings;
  private final Queue<Arrival<S>> arrivals = new ConcurrentLinkedQueue<>();

  // Of the function's thread alone, each in order of arrival.
  private final List<Arrival<S>> waiting = new ArrayList<>();
  private final List<StepCall<S>> running = new ArrayList<>();
  private final List<StepCall<S>> parked = new ArrayList<>();
  private boolean draining;

  /** A call that has not begun. */
  private record Arrival<S extends Steps>(StepEntrance<?, S, ?> entrance, Assigned assigned) {
    LiveCall call() {
      return assigned.call();
    }
  }

  /**
   * @param log takes what concerns no call
   */
  StepRunner(
      IterativeFunction<?, S, ?> function,
      LoadOrder order,
      Consumer<String> log,
      Surroundings surroundings) {
    this.function = function;
    this.key = new StepKey(order.batchKey());
    this.slots = order.callsAtOnce();
    this.log = log;
    this.surroundings = surroundings;
  }

  /** Is told of calls on the thread that reads frames. */
  void arrived(StepEntrance<?, S, ?> entrance, List<Assigned> calls) {
    for (Assigned assigned : calls) {
      arrivals.add(new Arrival<>(entrance, assigned));
    }
  }

  /** Runs what has arrived and what arrives meanwhile. */
  void run() {
    while (hasWork()) {
      surroundings.beforeTurn();
      settleBoundary();
      for (List<StepCall<S>> batch : batches()) {
        step(batch);
      }
    }
  }

  /** Parked calls are finished too: nobody else would. */
  void drain() {
    draining = true;
    run();
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
    for (Arrival<S> next = arrivals.poll(); next != null; next = arrivals.poll()) {
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
    for (Arrival<S> each : List.copyOf(waiting)) {
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
    for (Arrival<S> each : List.copyOf(waiting)) {
      if (running.size() < slots && mayMove(each.call())) {
        waiting.remove(each);
        begin(each);
      }
    }
  }

  private void begin(Arrival<S> arrival) {
    StepCall<S> begun;
    try {
      begun = arrival.entrance().begin(arrival.assigned(), key);
    } catch (Throwable failure) {
      arrival.call().fail(failure);
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
      each.entrance().finish(each.state(), each.call());
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
