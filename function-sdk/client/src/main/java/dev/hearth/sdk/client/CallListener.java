package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;

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

  /** {@code done} of {@code total} parts are done. */
  default void progress(int done, int total) {}

  /** The function has a partial output, such as a preview; not every one is told. */
  default void partial(Json partial) {}

  /** The function wrote a line. */
  default void log(LogLine line) {}
}
