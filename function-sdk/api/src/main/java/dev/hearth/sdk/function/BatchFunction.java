package dev.hearth.sdk.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several inputs with equal batch key at once, at most as many as {@link Batching#maxSize}. One
 * batch runs at a time.
 *
 * {@snippet file="dev/hearth/sdk/snippets/BatchSnippet.java" region="function"}
 */
public non-sealed interface BatchFunction<I, O> extends FunctionShape<I, O> {
  /**
   * Answers a batch.
   *
   * @param inputs one or more inputs
   * @param calls the call of each input, at the same index
   * @return one output per input, at the same index; the entry of a call that was ended with {@link
   *     Call#fail} is ignored and may be null
   * @throws Exception to fail every call of the batch that was not failed on its own
   */
  List<@Nullable O> run(List<I> inputs, List<Call> calls) throws Exception;
}
