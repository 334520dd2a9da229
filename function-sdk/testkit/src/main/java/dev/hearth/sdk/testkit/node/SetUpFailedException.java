package dev.hearth.sdk.testkit.node;

import java.io.IOException;
import java.io.Serial;

/** The function could not be set up: {@code setUp} or {@code warmUp} threw. */
public final class SetUpFailedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final String stack;

  SetUpFailedException(String reason, String stack) {
    super("set-up failed: " + reason + (stack.isEmpty() ? "" : "\n" + stack));
    this.stack = stack;
  }

  /** The function's own stack trace; may be empty. */
  public String stack() {
    return stack;
  }
}
