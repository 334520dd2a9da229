package dev.hearth.sdk.cli.connection;

/** What a command's exit status tells a script. */
public enum ExitCode {
  /** Done. */
  DONE(0),
  /** Something else went wrong; the message says what. */
  FAILED(1),
  /** The command line, or the input of a call, is wrong. */
  WRONG_USE(2),
  /** There is no such function, version, request or secret, or it is somebody else's. */
  NOT_FOUND(3),
  /** The key is missing, unknown, revoked, or may not do this. */
  DENIED(4),
  /** The account's funds don't suffice. */
  PAYMENT(5),
  /** The function ran and failed. */
  FUNCTION_FAILED(6),
  /** Hearth doesn't run, can't be reached, or has no room at the moment. */
  UNAVAILABLE(7),
  /** Ctrl-C, as shells tell it: 128 and the signal's number. */
  INTERRUPTED(130);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process's exit status. */
  public int status() {
    return status;
  }

  /** What an HTTP status that is no success means. */
  public static ExitCode of(int httpStatus) {
    return switch (httpStatus) {
      case 401, 403 -> DENIED;
      case 402 -> PAYMENT;
      case 404 -> NOT_FOUND;
      case 429, 502, 503, 504 -> UNAVAILABLE;
      default -> FAILED;
    };
  }
}
