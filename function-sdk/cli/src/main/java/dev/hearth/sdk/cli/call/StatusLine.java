package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.json.Json;
import java.io.PrintWriter;

/** Writes a call's way to the error stream as plain lines, each state once. */
final class StatusLine implements QueuedCall.Watcher {
  private final PrintWriter err;
  private String last = "";

  StatusLine(PrintWriter err) {
    this.err = err;
  }

  static String queued(long position) {
    return position == 0 ? "in queue, next" : "in queue, position " + position;
  }

  @Override
  public void waiting(long position) {
    show(queued(position));
  }

  @Override
  public void running() {
    if (!last.startsWith("running")) {
      show("running");
    }
  }

  @Override
  public void progress(long done, long total) {
    show("running, " + done + " of " + total);
  }

  @Override
  public void partial(Json partial) {
    print("preview: " + Preview.of(partial));
  }

  @Override
  public void log(String line) {
    print("| " + line);
  }

  @Override
  public void ended() {}

  private void show(String state) {
    if (!state.equals(last)) {
      last = state;
      print(state);
    }
  }

  private void print(String line) {
    err.println(line);
    err.flush();
  }
}
