package dev.hearth.sdk.cli.connection;

import java.io.Serial;

/** A command can't do what it was asked; the message is a sentence for its user. */
public final class CommandFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ExitCode code;

  public CommandFailure(String message) {
    this(ExitCode.FAILED, message);
  }

  public CommandFailure(String message, Throwable cause) {
    this(ExitCode.FAILED, message, cause);
  }

  public CommandFailure(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  public CommandFailure(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What a script hears. */
  public ExitCode code() {
    return code;
  }
}
