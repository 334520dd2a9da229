package dev.hearth.runtime.call;

import dev.hearth.runtime.pool.LogLine;

/** Hears of a call's course. Must not block. */
public interface CallObserver {
  /** A worker has begun attempt number {@code attempt}, from 1. */
  void started(int attempt);

  /** The function wrote a line in the current attempt. */
  void logged(LogLine line);

  /** {@code done} of {@code total} parts are done. */
  void progressed(int done, int total);
}
