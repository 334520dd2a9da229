package dev.hearth.sdk.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.UnaryFunction;

/** The function and what runs it. */
record LoadedFunction(FunctionShape<?, ?> function, Translation<?, ?> translation, Runner runner) {

  /** Loads the generated codec, lets it make the function, and sets that up. */
  static LoadedFunction load(String codecClass, Setup setup) throws Exception {
    FunctionCodec<?, ?> codec =
        Class.forName(codecClass)
            .asSubclass(FunctionCodec.class)
            .getDeclaredConstructor()
            .newInstance();
    LoadedFunction loaded = of(codec);
    loaded.function.setUp(setup);
    return loaded;
  }

  private static <I, O> LoadedFunction of(FunctionCodec<I, O> codec) {
    FunctionShape<I, O> function = codec.create();
    var translation = new Translation<>(codec);
    return new LoadedFunction(function, translation, runner(function, translation));
  }

  @SuppressWarnings("IfChainToSwitch") // a pattern switch would slow the start down
  private static <I, O> Runner runner(FunctionShape<I, O> function, Translation<I, O> translation) {
    if (function instanceof UnaryFunction<I, O> unary) {
      return new UnaryRunner<>(unary, translation);
    }
    if (function instanceof BatchFunction<I, O> batch) {
      return new BatchRunner<>(batch, translation);
    }
    throw new CallException(
        ErrorCode.FUNCTION_FAILED,
        "this worker doesn't run functions of shape "
            + (function instanceof IterativeFunction ? "iterative" : function.getClass()));
  }
}
