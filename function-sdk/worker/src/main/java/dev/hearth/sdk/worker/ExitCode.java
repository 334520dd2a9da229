package dev.hearth.sdk.worker;

/** Why the process ends, for the node's log. */
enum ExitCode {
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

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** Ends the process at once: what the function still does is of no use to anyone. */
  void halt() {
    Runtime.getRuntime().halt(code);
  }

  /** Ends the process in order, so that the function's shutdown hooks run. */
  void exit() {
    System.exit(code);
  }
}
