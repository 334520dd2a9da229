package dev.hearth.sdk.function;

import java.util.List;

/**
 * A call that advances in steps, such as the denoise steps of a diffusion model. Calls join and
 * leave the running batch at every step; cancel and preemption take effect between two steps.
 */
public non-sealed interface IterativeFunction<I, S extends Steps, O> extends FunctionShape<I, O> {
  /** Makes the state of a new call, before its first step. */
  S begin(I input, Call call) throws Exception;

  /** Advances every state by one step; the states may stand at different steps. */
  void step(List<S> batch) throws Exception;

  /** Makes the output of a state whose steps are all done. */
  O finish(S state, Call call) throws Exception;

  /** Moves a state off the device while its call is preempted. */
  default void park(S state) throws Exception {}

  /** Moves a parked state back onto the device. */
  default void resume(S state) throws Exception {}
}
