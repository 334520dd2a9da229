package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.UnaryFunction;
import java.util.List;

/** Runs a unary function. */
final class UnaryRunner<I, O> implements Runner {
  private final UnaryFunction<I, O> function;
  private final Translation<I, O> translation;

  UnaryRunner(UnaryFunction<I, O> function, Translation<I, O> translation) {
    this.function = function;
    this.translation = translation;
  }

  @Override
  public void run(List<Assigned> calls) {
    for (Assigned assigned : calls) {
      run(assigned);
    }
  }

  private void run(Assigned assigned) {
    LiveCall call = assigned.call();
    try {
      O output = function.run(translation.decode(assigned.input()), call);
      if (!call.hasEnded()) {
        call.succeed(translation.encode(output));
      }
    } catch (Throwable failure) {
      call.fail(failure);
      Failures.rethrowIfFatal(failure);
    }
  }
}
