package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.protocol.Hints;

/**
 * Hears what concerns no single call. Called on the node's thread, which reads nothing meanwhile.
 */
public interface NodeListener {
  /** A log line of the worker as a whole. */
  void logged(CallEvent.Logged line);

  /** From now on the worker advertises these. */
  default void hinted(Hints hints) {}

  /** A frame was heard out, or the worker has ended. */
  default void heard() {}
}
