package dev.hearth.sdk.testkit.node;

/**
 * Hears what concerns no single call. Called on the node's thread, which reads nothing meanwhile.
 */
public interface NodeListener {
  /** A log line of the worker as a whole. */
  void logged(CallEvent.Logged line);

  /** A frame was heard out, or the worker has ended. */
  default void heard() {}
}
