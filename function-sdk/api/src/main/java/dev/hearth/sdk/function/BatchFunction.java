package dev.hearth.sdk.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several inputs with equal batch key at once, at most as many as {@link Batching#maxSize}.
 *
 * <p><b>Threads.</b> One thread runs everything, from the constructor to tear-down: one batch at a
 * time, and never two methods at once.
 *
 * <p><b>Failures.</b> A call whose input can't be read never reaches the function; the others do.
 *
 * {@snippet file="dev/hearth/sdk/snippets/BatchSnippet.java" region="function"}
 */
public non-sealed interface BatchFunction<I, O> extends FunctionShape<I, O> {
  /**
   * Answers a batch.
   *
   * @param inputs one or more inputs; the list can't be changed
   * @param calls the call of each input, at the same index
   * @return one output per input, at the same index: a list of another length fails the whole
   *     batch, an entry that is null its own call. The entry of a call that was ended with {@link
   *     Call#fail} is ignored and may be null
   * @throws Exception to fail every call of the batch that was not failed on its own
   */
  List<@Nullable O> run(List<I> inputs, List<Call> calls) throws Exception;
}
