package dev.hearth.runtime.queue;

/** The states of a request; the last three never change. */
public enum RequestState {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Whether it never changes again. */
  public boolean terminal() {
    return this != QUEUED && this != RUNNING;
  }
}
