package dev.hearth.marketplace.console.run;

import java.io.Serial;
import java.util.List;

/** The runtime refused a call, or could not be reached. */
public final class RunException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** In place of a status: there was no answer. */
  public static final int UNREACHABLE = 0;

  private final int status;
  private final transient List<Fault> faults;

  RunException(int status, List<Fault> faults) {
    super("status " + status + ": " + faults);
    this.status = status;
    this.faults = List.copyOf(faults);
  }

  RunException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.status = UNREACHABLE;
    this.faults = List.of(new Fault("", sentence));
  }

  /** HTTP status of the answer, or {@link #UNREACHABLE}. */
  public int status() {
    return status;
  }

  /** Whether the runtime could not be reached or failed itself, which may pass. */
  public boolean noAnswer() {
    return status == UNREACHABLE || status >= 500;
  }

  /** What was wrong; at least one. */
  public List<Fault> faults() {
    return faults;
  }
}
