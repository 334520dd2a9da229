package dev.hearth.sdk.testkit.node;

/**
 * Hears what concerns no single call. Called on the node's thread, which reads nothing meanwhile.
 */
public interface NodeListener {
  /** A log line of the worker as a whole. */
  void logged(CallEvent.Logged line);

  /** One call fewer is open. */
  default void callEnded() {}
}
