package dev.hearth.sdk.function;

/**
 * One input, one output. Calls run at once up to the declared concurrency, each on its own thread.
 *
 * {@snippet file="dev/hearth/sdk/snippets/UnarySnippet.java" region="function"}
 */
public non-sealed interface UnaryFunction<I, O> extends FunctionShape<I, O> {
  /**
   * Answers one call.
   *
   * @throws dev.hearth.sdk.error.CallException to refuse the input with a reason for the caller
   */
  O run(I input, Call call) throws Exception;
}
