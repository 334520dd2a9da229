package dev.hearth.sdk.testkit;

/** {@code done} of {@code total} parts of a call's work are done. */
public record Progress(int done, int total) {
  /** {@code 3/20}. */
  @Override
  public String toString() {
    return done + "/" + total;
  }
}
