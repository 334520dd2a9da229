package dev.hearth.sdk.client;

import java.io.Serial;

/** The call succeeded, but its output doesn't have the form of the type that was asked for. */
public final class UnexpectedOutputException extends HearthException {
  @Serial private static final long serialVersionUID = 1L;

  private final String body;
  private final String requestId;

  UnexpectedOutputException(String requestId, String body, RuntimeException cause) {
    super(
        "the output of request %s: %s".formatted(requestId, String.valueOf(cause.getMessage())),
        cause);
    this.requestId = requestId;
    this.body = body;
  }

  /** The output as the server sent it: it is paid for, and not lost. */
  public String body() {
    return body;
  }

  /** The request's id. */
  public String requestId() {
    return requestId;
  }
}
