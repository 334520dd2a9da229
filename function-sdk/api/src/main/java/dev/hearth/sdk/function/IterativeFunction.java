package dev.hearth.sdk.function;

import java.util.List;

/**
 * A call that advances in steps, such as the denoise steps of a diffusion model. Calls join and
 * leave the running batch at every step; cancel and preemption take effect between two steps.
 *
 * <p><b>Threads.</b> One thread runs everything, from the constructor to tear-down, and never two
 * methods at once.
 *
 * <p><b>Course of a call.</b> {@code begin}; then {@code step} until {@link Steps#stepsDone} has
 * reached {@link Steps#stepsTotal}, not at all if it has from the start; then {@code finish} at
 * once, while others are still on their way; then {@code release}. Progress is told after {@code
 * begin} and after each step. The number of steps may change on the way.
 *
 * <p><b>Between two steps</b>, in this order: calls that their callers withdrew end, those that a
 * more urgent call needs the place of are parked, parked ones resume, new ones begin. At most
 * {@link Batching#maxSize} calls are in the batch; parked ones are not. A call that is withdrawn
 * before its {@code begin} never begins.
 *
 * <p><b>Failures.</b> What {@code begin}, {@code finish}, {@code park} or {@code resume} throws
 * fails its call alone. What {@code step} throws fails every call of its batch that was not failed
 * before with {@link Call#fail}; a state that must fail alone is failed so, and then only released.
 * A step after which a state stands where it stood fails that state's call.
 *
 * <p><b>Draining.</b> A worker that is to end finishes all calls first, parked ones too.
 *
 * {@snippet file="dev/hearth/sdk/snippets/IterativeSnippet.java" region="function"}
 */
public non-sealed interface IterativeFunction<I, S extends Steps, O> extends FunctionShape<I, O> {
  /** Makes the state of a new call, before its first step. */
  S begin(I input, Call call) throws Exception;

  /**
   * Advances every state by one step.
   *
   * @param batch states with equal batch key, in order of arrival, at most {@link
   *     Batching#maxSize}; they may stand at different steps. Those of other keys have a step of
   *     their own in the same round. The list can't be changed
   */
  void step(List<S> batch) throws Exception;

  /** Makes the output of a state whose steps are all done. */
  O finish(S state, Call call) throws Exception;

  /**
   * Frees what a state holds. Called once for each state that {@code begin} made, when its call has
   * ended in whatever way. What it throws is logged and fails nothing.
   */
  default void release(S state) throws Exception {}

  /**
   * Moves a state off the device while its call is preempted. It is then not stepped until {@link
   * #resume}; it may be released without.
   */
  default void park(S state) throws Exception {}

  /** Moves a parked state back onto the device; its next step follows. */
  default void resume(S state) throws Exception {}
}
