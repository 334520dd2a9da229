package dev.hearth.runtime.worker;

import dev.hearth.sdk.protocol.Hints;
import java.nio.file.Path;
import java.util.List;

/**
 * Hears what a worker does. All methods are called from the worker's own thread, which reads
 * nothing more until they return; log lines with id 0 come from others too.
 */
public interface WorkerEvents {
  /**
   * Set-up is done, calls may come.
   *
   * @param answersChecks whether the worker may be asked by {@link Worker#check}
   */
  void ready(StartPhases phases, boolean answersChecks);

  /** From now on the worker has these at hand; may come before it is ready. */
  void hinted(Hints hints);

  /** The answer to {@link Worker#check}. */
  void checked(HealthReport report);

  /** A log line of a call, or of the worker as a whole with id 0. */
  void logged(long callId, String level, String message);

  /** {@code done} of {@code total} parts of a call are done. */
  void progressed(long callId, int done, int total);

  /**
   * A call has a partial output.
   *
   * @param json valid JSON in UTF-8
   * @param files output files by number that are complete so far; they are the receiver's once the
   *     call is answered with them, and gone once the worker has died
   */
  void emitted(long callId, byte[] json, List<Path> files);

  /** A call is over; nothing of it follows. */
  void answered(long callId, CallAnswer answer);

  /** The worker takes and answers no more calls. Called once; {@link #gone} follows. */
  void died(WorkerDeath death);

  /** Process, limits and folder are gone. Called once, last. */
  void gone();
}
