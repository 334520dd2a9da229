package dev.hearth.sdk.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a batch function. */
final class BatchRunner<I, O> implements Runner {
  private final BatchFunction<I, O> function;
  private final Translation<I, O> translation;
  private final Surroundings surroundings;

  BatchRunner(
      BatchFunction<I, O> function, Translation<I, O> translation, Surroundings surroundings) {
    this.function = function;
    this.translation = translation;
    this.surroundings = surroundings;
  }

  @Override
  public void run(List<Assigned> calls) {
    surroundings.beforeTurn();
    var inputs = new ArrayList<I>(calls.size());
    var live = new ArrayList<LiveCall>(calls.size());
    for (Assigned assigned : calls) {
      decode(assigned, inputs, live);
    }
    if (live.isEmpty()) {
      return;
    }
    try {
      List<Call> handles = Collections.unmodifiableList(live);
      answer(function.run(Collections.unmodifiableList(inputs), handles), live);
    } catch (Throwable failure) {
      live.forEach(call -> call.fail(failure));
      Failures.rethrowIfFatal(failure);
    }
  }

  /** An input that can't be read fails its own call; the batch runs without it. */
  private void decode(Assigned assigned, List<I> inputs, List<LiveCall> live) {
    try {
      inputs.add(translation.decode(assigned.input()));
      live.add(assigned.call());
    } catch (Throwable failure) {
      assigned.call().fail(failure);
      Failures.rethrowIfFatal(failure);
    }
  }

  private void answer(@Nullable List<@Nullable O> outputs, List<LiveCall> calls) {
    if (outputs == null || outputs.size() != calls.size()) {
      throw new CallException(
          ErrorCode.OUTPUT_INVALID,
          "the function returned %s outputs for %d calls"
              .formatted(outputs == null ? "no list of" : outputs.size(), calls.size()));
    }
    for (int i = 0; i < calls.size(); i++) {
      answer(outputs.get(i), calls.get(i));
    }
  }

  private void answer(@Nullable O output, LiveCall call) {
    if (call.hasEnded()) {
      return;
    }
    try {
      call.succeed(translation.encode(output));
    } catch (Throwable failure) {
      call.fail(failure);
      Failures.rethrowIfFatal(failure);
    }
  }
}
