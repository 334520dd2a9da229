package dev.hearth.sdk.cli.call;

import java.io.PrintWriter;

/** Writes a call's way to the error stream, each state once. */
final class StatusLine implements QueuedCall.Watcher {
  private final PrintWriter err;
  private String last = "";

  StatusLine(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void waiting(long position) {
    show(position == 0 ? "in queue, next" : "in queue, position " + position);
  }

  @Override
  public void running() {
    show("running");
  }

  @Override
  public void log(String line) {
    err.println("| " + line);
    err.flush();
  }

  private void show(String state) {
    if (!state.equals(last)) {
      last = state;
      err.println(state);
      err.flush();
    }
  }
}
