package dev.hearth.sdk.cli.connection;

import java.io.Serial;

/** A command can't do what it was asked; the message is a sentence for its user. */
public final class CommandFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message);
  }

  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
