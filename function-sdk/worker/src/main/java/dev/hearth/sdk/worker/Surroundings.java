package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;

/**
 * What a harness stands in: a process of its own, or a program that embeds it to test a function.
 * Its methods are called from several threads.
 */
public interface Surroundings {
  /** Makes the function; a program may give one that it has prepared. */
  default <I, O> FunctionShape<I, O> create(FunctionCodec<I, O> codec) {
    return codec.create();
  }

  /** A frame of the node was obeyed. Called on the thread that reads frames. */
  default void obeyed() {}

  /**
   * An iterative function stands between two steps. Called on the function's thread; calls that
   * arrive until it returns join the next step.
   */
  default void atStepBoundary() {}

  /** Ends the harness at once: what the function still does is of no use to anyone. */
  void halt(ExitCode reason);

  /** Ends the harness in order, after tear-down. */
  void exit(ExitCode reason);
}
