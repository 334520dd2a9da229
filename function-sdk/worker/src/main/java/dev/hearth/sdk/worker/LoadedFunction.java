package dev.hearth.sdk.worker;

import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.Steps;
import dev.hearth.sdk.function.UnaryFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The function and what runs calls of its endpoints. */
record LoadedFunction(FunctionShape<?, ?> function, Map<String, Served> endpoints) {

  /** What an endpoint's calls are read, run and written by. */
  record Served(Translation<?, ?> translation, Runner runner) {}

  LoadedFunction {
    endpoints = Map.copyOf(endpoints);
  }

  /** The endpoint of a path; null if the function has none there. */
  @Nullable Served endpoint(String path) {
    return endpoints.get(path);
  }

  /** Has an iterative function see what the node wants of the calls it holds. */
  void look() {
    root().run(List.of());
  }

  /** Ends what still waits, once the node sends no more calls. */
  void drain() {
    root().drain();
  }

  /** Through which an iterative function's steps are reached, whatever the endpoint. */
  private Runner root() {
    return Objects.requireNonNull(endpoints.get(Endpoint.ROOT)).runner();
  }

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
    var endpoints = new HashMap<String, Served>();
    if (function instanceof IterativeFunction<I, ?, O> iterative) {
      serveSteps(iterative, codec, order, setup, surroundings, endpoints);
    } else {
      endpoints.put(Endpoint.ROOT, served(function, codec, surroundings));
      for (var further : codec.endpoints(function).entrySet()) {
        endpoints.put(further.getKey(), served(further.getValue(), surroundings));
      }
    }
    return new LoadedFunction(function, endpoints);
  }

  private static <I, O> Served served(FunctionCodec<I, O> codec, Surroundings surroundings) {
    return served(codec.create(), codec, surroundings);
  }

  private static <I, O> Served served(
      FunctionShape<I, O> function, FunctionCodec<I, O> codec, Surroundings surroundings) {
    var translation = new Translation<>(codec);
    return new Served(
        translation,
        function instanceof UnaryFunction<I, O> unary
            ? new UnaryRunner<>(unary, translation)
            : new BatchRunner<>((BatchFunction<I, O>) function, translation, surroundings));
  }

  /** Calls of all endpoints take part in the same steps. */
  private static <I, S extends Steps, O> void serveSteps(
      IterativeFunction<I, S, O> function,
      FunctionCodec<I, O> codec,
      LoadOrder order,
      Setup setup,
      Surroundings surroundings,
      Map<String, Served> endpoints) {
    var steps = new StepRunner<>(function, order, setup::log, surroundings);
    endpoints.put(Endpoint.ROOT, entrance(steps, function, codec));
    for (var further : codec.endpoints(function).entrySet()) {
      endpoints.put(further.getKey(), entrance(steps, further.getValue()));
    }
  }

  @SuppressWarnings("unchecked") // a codec's endpoints are of its function's shape and state
  private static <I, S extends Steps, O> Served entrance(
      StepRunner<S> steps, FunctionCodec<I, O> codec) {
    return entrance(steps, (IterativeFunction<I, S, O>) codec.create(), codec);
  }

  private static <I, S extends Steps, O> Served entrance(
      StepRunner<S> steps, IterativeFunction<I, S, O> function, FunctionCodec<I, O> codec) {
    var translation = new Translation<>(codec);
    return new Served(translation, new StepEntrance<>(steps, function, translation));
  }
}
