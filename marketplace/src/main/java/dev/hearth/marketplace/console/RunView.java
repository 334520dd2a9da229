package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.run.Fault;
import dev.hearth.marketplace.console.run.RunStatus.LogLine;
import java.util.List;

/**
 * A request as the page shows it.
 *
 * @param state {@code queued}, {@code running}, {@code succeeded} or {@code failed}
 * @param position calls before it in the queue
 * @param seen names what this page shows, so that a poll is answered only when that has changed
 * @param course what it shows while it runs
 * @param inputs files that went in
 * @param outputs files that came out
 * @param json the whole output; empty unless it succeeded
 * @param cost what was paid; empty when unknown
 * @param seconds how long the function worked; empty when unknown
 */
record RunView(
    String functionUrl,
    String requestId,
    String state,
    int position,
    String seen,
    CourseView course,
    List<LogLine> logs,
    List<MediaView> inputs,
    List<MediaView> outputs,
    List<Fault> faults,
    String json,
    String cost,
    String seconds) {
  RunView {
    logs = List.copyOf(logs);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    faults = List.copyOf(faults);
  }

  public String url() {
    return functionUrl + "/runs/" + requestId;
  }

  public boolean unfinished() {
    return state.equals("queued") || state.equals("running");
  }

  public boolean succeeded() {
    return state.equals("succeeded");
  }

  public boolean failed() {
    return state.equals("failed");
  }

  public boolean queued() {
    return state.equals("queued");
  }

  /** Whether one picture went in and one came out, which are best seen side by side. */
  public boolean comparable() {
    return inputs.size() == 1
        && outputs.size() == 1
        && inputs.getFirst().isImage()
        && outputs.getFirst().isImage();
  }
}
