package dev.hearth.runtime.pool;

import dev.hearth.sdk.protocol.Hints;
import java.nio.file.Path;
import java.util.List;

/** Hears what becomes of a piece of work. Called in order; implementations must not block. */
public interface WorkListener {
  /**
   * A worker is given the call.
   *
   * @param hints what it advertises
   */
  void started(Hints hints);

  /** The function wrote a log line. */
  void logged(LogLine line);

  /** {@code done} of {@code total} parts are done. */
  void progressed(int done, int total);

  /**
   * The function has a partial output.
   *
   * @param json valid JSON in UTF-8, whose media objects have {@code url} = {@code hearth-file:n}
   * @param files output files by number that are complete so far; they are the listener's once the
   *     attempt has ended with them, and gone once the worker has died
   */
  void emitted(byte[] json, List<Path> files);

  /** The attempt is over; nothing follows. */
  void ended(WorkOutcome outcome);
}
