package dev.hearth.bench.load;

/** What a connection does next. */
public sealed interface Step {
  /**
   * Sends a request.
   *
   * @param request a whole HTTP/1.1 request; not changed
   */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Send(byte[] request) implements Step {}

  /** Sends a request after a pause. */
  record Pause(long nanos, Send then) implements Step {}

  /** Ends one call of the benchmark and begins the next with a request. */
  record Done(Send next) implements Step {}
}
