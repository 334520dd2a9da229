package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import java.io.OutputStream;

/**
 * What a harness stands in: a process of its own, or a program that embeds it to test a function.
 * Its methods are called from several threads.
 */
public interface Surroundings {
  /** Makes the function; a program may give one that it has prepared. */
  default <I, O> FunctionShape<I, O> create(FunctionCodec<I, O> codec) {
    return codec.create();
  }

  /**
   * Takes what the function prints on the standard streams, in UTF-8: each line becomes one of the
   * worker's log. Called before the function is made, on the thread from which all its threads
   * descend.
   */
  void capture(OutputStream out, OutputStream err);

  /** A frame of the node was obeyed. Called on the thread that reads frames. */
  default void obeyed() {}

  /** A frame was written to the node. Called on the thread that wrote it. */
  default void told() {}

  /**
   * A batch function is about to run its next batch, an iterative one to settle what comes before
   * its next step. Called on the function's thread; what the node sends until it returns counts.
   */
  default void beforeTurn() {}

  /**
   * The harness leaves the node: what the function still does is of no use to anyone.
   *
   * @param interrupt interrupts the threads of the function
   */
  default void left(Runnable interrupt) {
    interrupt.run();
  }

  /** Ends the harness at once: what the function still does is of no use to anyone. */
  void halt(ExitCode reason);

  /** Ends the harness in order, after tear-down. */
  void exit(ExitCode reason);
}
