package dev.hearth.sdk.function;

/**
 * What every function is: created once per worker by its public no-argument constructor, set up
 * once, warmed up once, called many times, torn down when the worker drains. {@code I} and {@code
 * O} are records or {@link dev.hearth.sdk.json.Json}.
 *
 * {@snippet file="dev/hearth/sdk/snippets/UnarySnippet.java" region="function"}
 *
 * @param <I> the input
 * @param <O> the output
 */
public sealed interface FunctionShape<I, O>
    permits UnaryFunction, BatchFunction, IterativeFunction {

  /**
   * Loads weights and prepares the device. What it throws fails the start of the worker, and no
   * other method is called.
   */
  default void setUp(Setup setup) throws Exception {}

  /**
   * Runs what a first call would be slow at, e.g. one pass of the model over a small input. Follows
   * {@link #setUp} on the same thread; calls wait for its end, and what it throws fails the start
   * too. Also runs while the installation prepares a class cache for the function, where what it
   * loads is loaded for all later workers.
   */
  default void warmUp() throws Exception {}

  /**
   * Releases what {@link #setUp} took. Runs once, when the worker drains and every call has ended;
   * not in a worker that is killed. What it throws is logged.
   */
  default void tearDown() throws Exception {}
}
