package dev.hearth.sdk.function;

import java.util.List;

/**
 * A call that advances in steps, such as the denoise steps of a diffusion model. Calls join and
 * leave the running batch at every step; cancel and preemption take effect between two steps.
 *
 * <p>One thread runs everything: set-up, warm-up, all methods below, tear-down. A call goes through
 * {@code begin}, then {@code step} until {@link Steps#stepsDone} has reached {@link
 * Steps#stepsTotal}, then {@code finish}, then {@code release}; progress is told after each step.
 *
 * <p>What {@code begin} or {@code finish} throws fails their call alone. What {@code step} throws
 * fails every call of its batch that was not failed before with {@link Call#fail}; a state that
 * must fail alone is failed so, and then only released. A step after which a state stands where it
 * stood fails that state's call.
 *
 * {@snippet file="dev/hearth/sdk/snippets/IterativeSnippet.java" region="function"}
 */
public non-sealed interface IterativeFunction<I, S extends Steps, O> extends FunctionShape<I, O> {
  /** Makes the state of a new call, before its first step. */
  S begin(I input, Call call) throws Exception;

  /**
   * Advances every state by one step.
   *
   * @param batch states with equal batch key, at most {@link Batching#maxSize}; they may stand at
   *     different steps
   */
  void step(List<S> batch) throws Exception;

  /** Makes the output of a state whose steps are all done. */
  O finish(S state, Call call) throws Exception;

  /**
   * Frees what a state holds. Called once for each state that {@code begin} made, when its call has
   * ended in whatever way.
   */
  default void release(S state) throws Exception {}

  /** Moves a state off the device while its call is preempted. */
  default void park(S state) throws Exception {}

  /** Moves a parked state back onto the device. */
  default void resume(S state) throws Exception {}
}
