package dev.hearth.sdk.client;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Why a call has no result. */
public abstract sealed class HearthException extends RuntimeException
    permits ApiException,
        ConnectionException,
        CallTimeoutException,
        CallInterruptedException,
        UnexpectedOutputException {
  @Serial private static final long serialVersionUID = 1L;

  HearthException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
