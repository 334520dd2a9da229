package dev.hearth.sdk.function;

import java.util.List;

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
   * Finds out whether the function still works, for instance whether its device still answers. What
   * it throws is a failed check; after several in a row, or when it doesn't end in time, the worker
   * is replaced ({@link HealthCheck}). Without an override the function isn't asked.
   *
   * <p>Runs while no call is open, on a thread that runs calls. A call that comes meanwhile waits
   * for its end: it should take milliseconds.
   */
  default void checkHealth() throws Exception {}

  /**
   * Words that say what this worker has at hand, such as the adapters that it has loaded: a call
   * whose caller names one of them goes to this worker if it is free. At most 32, each of 1 to 256
   * printable ASCII characters without comma and without space at either end, 4,096 characters in
   * all.
   *
   * <p>Asked after {@link #warmUp}, where words beyond these bounds fail the start, and before each
   * output is sent, where they are logged and the former ones stay. Runs on the threads that run
   * calls, beside calls of a function whose {@link HearthFunction#concurrency} is more than 1, and
   * must return at once.
   */
  default List<String> hints() {
    return List.of();
  }

  /**
   * Releases what {@link #setUp} took. Runs once, when the worker drains and every call has ended;
   * not in a worker that is killed. What it throws is logged.
   */
  default void tearDown() throws Exception {}
}
