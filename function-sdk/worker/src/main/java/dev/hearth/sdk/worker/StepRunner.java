package dev.hearth.sdk.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Steps;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.worker.Runner.Assigned;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps of an iterative function, for all its endpoints: calls that arrive join the batch
 * before its next step, and leave it after their last one. Whoever runs it first goes on until no
 * call is left, also those that arrive meanwhile.
 */
final class StepRunner<S extends Steps> {
  private final IterativeFunction<?, S, ?> function;
  private final List<String> key;
  private final Consumer<String> log;
  private final Queue<Arrival<S>> arrivals = new ConcurrentLinkedQueue<>();

  /** In order of arrival; of the function's thread alone. */
  private final List<Running<S>> running = new ArrayList<>();

  /** A call that waits for the next step. */
  private record Arrival<S extends Steps>(StepEntrance<?, S, ?> entrance, Assigned assigned) {}

  /** A call after its {@code begin}. */
  private record Running<S extends Steps>(
      StepEntrance<?, S, ?> entrance, LiveCall call, S state, String key) {
    /** By identity: two states may well be equal. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Running<?> running && call == running.call;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(call.id());
    }
  }

  /**
   * @param key wire names of the input fields that must be equal within a batch
   * @param log takes what concerns no call
   */
  StepRunner(IterativeFunction<?, S, ?> function, List<String> key, Consumer<String> log) {
    this.function = function;
    this.key = List.copyOf(key);
    this.log = log;
  }

  /** Is told of calls on the thread that reads frames. */
  void arrived(StepEntrance<?, S, ?> entrance, List<Assigned> calls) {
    for (Assigned assigned : calls) {
      arrivals.add(new Arrival<>(entrance, assigned));
    }
  }

  /** Runs what has arrived and what arrives meanwhile. */
  void run() {
    admit();
    while (!running.isEmpty()) {
      for (List<Running<S>> batch : batches()) {
        step(batch);
      }
      admit();
    }
  }

  private void admit() {
    for (Arrival<S> next = arrivals.poll(); next != null; next = arrivals.poll()) {
      begin(next.entrance(), next.assigned());
    }
  }

  private void begin(StepEntrance<?, S, ?> entrance, Assigned assigned) {
    LiveCall call = assigned.call();
    Running<S> begun;
    try {
      String batchKey = keyOf(assigned.input());
      begun = new Running<>(entrance, call, entrance.begin(assigned), batchKey);
    } catch (Throwable failure) {
      call.fail(failure);
      Failures.rethrowIfFatal(failure);
      return;
    }
    running.add(begun);
    alone(begun, this::settle);
  }

  /** Does something with one call, whose failure is that call's alone. */
  private void alone(Running<S> each, Consumer<Running<S>> action) {
    try {
      action.accept(each);
    } catch (Throwable failure) {
      each.call().fail(failure);
      leave(each);
      Failures.rethrowIfFatal(failure);
    }
  }

  private String keyOf(byte[] input) {
    if (key.isEmpty()) {
      return "";
    }
    JsonObject object = Json.parseObject(new String(input, StandardCharsets.UTF_8));
    var text = new StringBuilder();
    for (String field : key) {
      text.append(object.get(field).map(Json::print).orElse("")).append('\n');
    }
    return text.toString();
  }

  private Collection<List<Running<S>>> batches() {
    Map<String, List<Running<S>>> byKey = new LinkedHashMap<>();
    for (Running<S> each : List.copyOf(running)) {
      if (each.call().cancelled()) {
        each.call().fail(new CallException(ErrorCode.FUNCTION_FAILED, "the call was cancelled"));
        leave(each);
      } else {
        byKey.computeIfAbsent(each.key(), _ -> new ArrayList<>()).add(each);
      }
    }
    return byKey.values();
  }

  private void step(List<Running<S>> batch) {
    int[] before = new int[batch.size()];
    try {
      for (int i = 0; i < before.length; i++) {
        before[i] = batch.get(i).state().stepsDone();
      }
      function.step(Collections.unmodifiableList(batch.stream().map(Running::state).toList()));
    } catch (Throwable failure) {
      for (Running<S> each : batch) {
        each.call().fail(failure);
        leave(each);
      }
      Failures.rethrowIfFatal(failure);
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      int stood = before[i];
      alone(batch.get(i), each -> advanced(each, stood));
    }
  }

  private void advanced(Running<S> each, int before) {
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
  private void settle(Running<S> each) {
    int total = each.state().stepsTotal();
    int done = Math.min(each.state().stepsDone(), total);
    if (each.call().hasEnded()) {
      leave(each);
      return;
    }
    each.call().progress(done, total);
    if (done == total) {
      each.entrance().finish(each.state(), each.call());
      leave(each);
    }
  }

  private void leave(Running<S> each) {
    if (!running.remove(each)) {
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
