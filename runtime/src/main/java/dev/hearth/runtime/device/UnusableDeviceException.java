package dev.hearth.runtime.device;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.io.Serial;

/**
 * The device that the operator insists on can't be used. Ends the start of the runtime: Quarkus
 * looks for the root cause, prints its message without a stack trace as the last line, and exits
 * with its status. The root cause can't be thrown itself, as Quarkus would take that for the end of
 * a start that went well.
 */
public final class UnusableDeviceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** Status of a process that its settings keep from starting: EX_CONFIG of sysexits.h. */
  private static final int WRONG_SETTINGS = 78;

  UnusableDeviceException(String message) {
    super(message, new PreventFurtherStepsException(message, WRONG_SETTINGS));
  }
}
