package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.UnaryFunction;

/** The function and what runs it. */
record LoadedFunction(FunctionShape<?, ?> function, Translation<?, ?> translation, Runner runner) {

  /** Loads the generated codec, lets it make the function, and sets that up. */
  static LoadedFunction load(LoadOrder order, Setup setup, Surroundings surroundings)
      throws Exception {
    FunctionCodec<?, ?> codec =
        Class.forName(order.codecClass())
            .asSubclass(FunctionCodec.class)
            .getDeclaredConstructor()
            .newInstance();
    LoadedFunction loaded = of(codec, order, setup, surroundings);
    loaded.function.setUp(setup);
    return loaded;
  }

  private static <I, O> LoadedFunction of(
      FunctionCodec<I, O> codec, LoadOrder order, Setup setup, Surroundings surroundings) {
    FunctionShape<I, O> function = surroundings.create(codec);
    var translation = new Translation<>(codec);
    return new LoadedFunction(
        function, translation, runner(function, translation, order, setup, surroundings));
  }

  @SuppressWarnings("IfChainToSwitch") // a pattern switch would slow the start down
  private static <I, O> Runner runner(
      FunctionShape<I, O> function,
      Translation<I, O> translation,
      LoadOrder order,
      Setup setup,
      Surroundings surroundings) {
    if (function instanceof UnaryFunction<I, O> unary) {
      return new UnaryRunner<>(unary, translation);
    }
    if (function instanceof BatchFunction<I, O> batch) {
      return new BatchRunner<>(batch, translation, surroundings);
    }
    return new StepRunner<>(
        (IterativeFunction<I, ?, O>) function, translation, order, setup::log, surroundings);
  }
}
