package dev.hearth.runtime.call;

import dev.hearth.sdk.error.CallException;
import java.time.Duration;

/** How a call ended, after retries. */
public sealed interface CallResult {
  /**
   * It has an answer.
   *
   * @param body JSON in UTF-8, for the caller
   * @param microUnits measured
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Succeeded(byte[] body, long microUnits, Duration running) implements CallResult {}

  /** It has none, for this reason. */
  record Failed(CallException reason) implements CallResult {}

  /** The caller withdrew it. */
  record Cancelled() implements CallResult {}
}
