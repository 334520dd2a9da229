package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.io.Serial;

/** A worker process that can't be started, and why. */
public final class SandboxException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  public SandboxException(String message) {
    super(message);
  }

  public SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
