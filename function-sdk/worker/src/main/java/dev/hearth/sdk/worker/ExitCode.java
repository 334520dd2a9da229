package dev.hearth.sdk.worker;

/** Why a worker ends, for the node's log. */
public enum ExitCode {
  /** The node drained the worker. */
  DRAINED(0),
  /** Set-up or tear-down failed; the reason was sent before. */
  FUNCTION_FAILED(1),
  /** The node closed the socket or broke the protocol. */
  NODE_GONE(2),
  /** The heap is full; no call can be answered any more. */
  OUT_OF_MEMORY(3),
  /** The command line is wrong (EX_USAGE of sysexits). */
  USAGE(64);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The exit status of the process. */
  public int status() {
    return status;
  }
}
