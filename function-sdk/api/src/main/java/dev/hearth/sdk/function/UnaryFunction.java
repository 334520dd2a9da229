package dev.hearth.sdk.function;

/**
 * One input, one output.
 *
 * <p><b>Threads.</b> Each call runs on one thread of a fixed set, as many as the function declares
 * {@link HearthFunction#concurrency}; calls run at once up to that number, so what they share must
 * be safe for that. A thread runs call after call; a call beyond the number waits for one.
 *
 * {@snippet file="dev/hearth/sdk/snippets/UnarySnippet.java" region="function"}
 */
public non-sealed interface UnaryFunction<I, O> extends FunctionShape<I, O> {
  /**
   * Answers one call.
   *
   * @return the output; null is a failure of the function. It is ignored for a call that was ended
   *     with {@link Call#fail}
   * @throws dev.hearth.sdk.error.CallException to refuse the input with a reason for the caller
   * @throws Exception to fail this call, and no other
   */
  O run(I input, Call call) throws Exception;
}
