package dev.hearth.sdk.worker;

import java.util.List;

/** Runs calls of one endpoint; answers each of them, whatever the function does. */
sealed interface Runner permits UnaryRunner, BatchRunner, StepEntrance {

  /** A call and its input JSON. */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Assigned(LiveCall call, byte[] input) {}

  /** Is told of calls that came in one frame, on the thread that reads frames. */
  default void arrived(List<Assigned> calls) {}

  /**
   * Runs calls that came in one frame, of which an iterative function was told before. Without any
   * it has an iterative function look again at what the node wants of the calls it holds.
   *
   * @throws OutOfMemoryError after the calls were answered, if the function ran out of memory
   */
  void run(List<Assigned> calls);

  /** Ends what still waits, once the node sends no more calls. */
  default void drain() {}
}
