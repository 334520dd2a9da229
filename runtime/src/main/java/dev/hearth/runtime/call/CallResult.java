package dev.hearth.runtime.call;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.protocol.Hints;
import java.time.Duration;

/** How a call ended, after retries. */
public sealed interface CallResult {
  /**
   * It has an answer.
   *
   * @param body JSON in UTF-8, for the caller
   * @param microUnits measured
   * @param hints what its worker advertises
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Succeeded(byte[] body, long microUnits, Duration running, Hints hints)
      implements CallResult {}

  /** It has none, for this reason. */
  record Failed(CallException reason) implements CallResult {}

  /** The caller withdrew it. */
  record Cancelled() implements CallResult {}
}
