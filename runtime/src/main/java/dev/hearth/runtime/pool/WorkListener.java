package dev.hearth.runtime.pool;

/** Hears what becomes of a piece of work. Called in order; implementations must not block. */
public interface WorkListener {
  /** A worker has been given the call. */
  void started();

  /** The function wrote a log line. */
  void logged(LogLine line);

  /** {@code done} of {@code total} parts are done. */
  void progressed(int done, int total);

  /** The attempt is over; nothing follows. */
  void ended(WorkOutcome outcome);
}
