package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.json.Json;
import java.io.PrintWriter;

/** Draws where a call stands on one line of a terminal, below the lines that stay. */
final class LiveLine implements QueuedCall.Watcher {
  private static final int CELLS = 24;
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter terminal;
  private String state = "";

  LiveLine(PrintWriter terminal) {
    this.terminal = terminal;
  }

  @Override
  public void waiting(long position) {
    draw(StatusLine.queued(position));
  }

  @Override
  public void running() {
    if (!state.startsWith("running")) {
      draw("running");
    }
  }

  @Override
  public void progress(long done, long total) {
    int full = total <= 0 ? 0 : (int) (Math.min(done, total) * CELLS / total);
    draw(
        "running [%s%s] %d of %d"
            .formatted("#".repeat(full), ".".repeat(CELLS - full), done, total));
  }

  @Override
  public void partial(Json partial) {
    above("preview: " + Preview.of(partial));
  }

  @Override
  public void log(String line) {
    // What a function writes must not steer the terminal.
    above("| " + line.replaceAll("[\\p{Cc}&&[^\\t]]", " "));
  }

  @Override
  public void ended() {
    draw("");
  }

  private void above(String line) {
    terminal.println(ERASE + line);
    terminal.print(state);
    terminal.flush();
  }

  private void draw(String now) {
    if (!now.equals(state)) {
      state = now;
      terminal.print(ERASE + state);
      terminal.flush();
    }
  }
}
