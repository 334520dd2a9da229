package dev.hearth.sdk.client;

import java.io.Serial;

/** {@link CallOptions#timeout} passed. A subscribed call was asked to stop. */
public final class CallTimeoutException extends HearthException {
  @Serial private static final long serialVersionUID = 1L;

  CallTimeoutException(String message) {
    super(message, null);
  }
}
