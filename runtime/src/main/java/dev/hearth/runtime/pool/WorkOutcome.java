package dev.hearth.runtime.pool;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.protocol.Hints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How an attempt ended. */
public sealed interface WorkOutcome {
  /** Output files by number; the listener owns and moves or deletes them. */
  default List<Path> files() {
    return List.of();
  }

  /**
   * The function answered.
   *
   * @param output JSON in UTF-8, whose media objects have {@code url} = {@code hearth-file:n}
   * @param meteredMicroUnits what the function metered, -1 if it didn't
   * @param running time from dispatch to result
   * @param hints what its worker advertises
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Answered(
      byte[] output, long meteredMicroUnits, List<Path> files, Duration running, Hints hints)
      implements WorkOutcome {}

  /**
   * The function refused the input or failed, or a limit was passed; not to be tried again.
   *
   * @param files those that partial outputs may name
   */
  record Failed(CallException reason, List<Path> files) implements WorkOutcome {
    /** A failure without files. */
    public Failed(CallException reason) {
      this(reason, List.of());
    }
  }

  /**
   * The worker died under the call; it counts as an attempt.
   *
   * @param batchSize calls that died with it, 1 when it was alone
   * @param reason sentence for logs
   */
  record WorkerDied(int batchSize, String reason) implements WorkOutcome {}

  /** The call was withdrawn. */
  record Cancelled() implements WorkOutcome {}
}
