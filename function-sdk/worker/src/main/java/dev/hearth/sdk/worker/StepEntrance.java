package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Steps;
import java.util.List;

/** An endpoint of an iterative function: how its calls get into the steps and out of them. */
final class StepEntrance<I, S extends Steps, O> implements Runner {
  private final StepRunner<S> steps;
  private final IterativeFunction<I, S, O> function;
  private final Translation<I, O> translation;

  StepEntrance(
      StepRunner<S> steps, IterativeFunction<I, S, O> function, Translation<I, O> translation) {
    this.steps = steps;
    this.function = function;
    this.translation = translation;
  }

  @Override
  public void arrived(List<Assigned> calls) {
    steps.arrived(this, calls);
  }

  @Override
  public void run(List<Assigned> calls) {
    steps.run();
  }

  @Override
  public void drain() {
    steps.drain();
  }

  /** Reads the input, then its key, so that what can't be read is the caller's fault. */
  StepCall<S> begin(Assigned assigned, StepKey key) throws Exception {
    LiveCall call = assigned.call();
    I input = translation.decode(assigned.input());
    String batchKey = key.of(assigned.input());
    return new StepCall<>(this, call, function.begin(input, call), batchKey);
  }

  void finish(S state, LiveCall call) {
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
}
