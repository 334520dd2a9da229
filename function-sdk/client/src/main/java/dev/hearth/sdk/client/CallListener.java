package dev.hearth.sdk.client;

/**
 * Hears how a call goes on, in the thread that waits for it. Nothing is said twice in a row. What a
 * method throws ends the wait.
 */
public interface CallListener {
  /** The call is in the queue and has this id. */
  default void submitted(String requestId) {}

  /** So many calls are before this one. */
  default void inQueue(int position) {}

  /** A worker took it; again if that worker was lost and another one begins anew. */
  default void inProgress() {}

  /** The function wrote a line. */
  default void log(LogLine line) {}
}
