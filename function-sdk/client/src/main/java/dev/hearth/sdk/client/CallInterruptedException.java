package dev.hearth.sdk.client;

import java.io.Serial;

/**
 * The thread was interrupted while it waited; it is marked as interrupted again. A subscribed call
 * was asked to stop.
 */
public final class CallInterruptedException extends HearthException {
  @Serial private static final long serialVersionUID = 1L;

  CallInterruptedException(String message, InterruptedException cause) {
    super(message, cause);
  }

  /** Marks the thread again, as everyone who catches an interrupt without ending must. */
  static CallInterruptedException restoring(String message, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new CallInterruptedException(message, cause);
  }
}
