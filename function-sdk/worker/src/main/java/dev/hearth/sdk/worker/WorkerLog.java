package dev.hearth.sdk.worker;

import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;

/** Sends log lines to the node, within the {@link LogBudget}. */
final class WorkerLog {
  /** Call id of lines that belong to no call. */
  static final long WORKER = 0;

  /** Bytes of a message in UTF-8, at most. */
  static final int MAX_MESSAGE_BYTES = 16 << 10;

  /** What a line costs beside its text. */
  private static final int FRAME_BYTES = 64;

  private final NodeLink link;
  private final LogBudget budget;

  WorkerLog(NodeLink link, LogBudget budget) {
    this.link = link;
    this.budget = budget;
  }

  /** Sends a line; one that is too long is cut, one beyond the budget left out. */
  void write(long callId, String level, String message) {
    String text = Utf8.cut(message, MAX_MESSAGE_BYTES);
    if (budget.take(Utf8.length(text) + FRAME_BYTES)) {
      tellDropped();
      send(callId, level, text);
    }
  }

  /** Tells how many lines were left out since it was last told. */
  void tellDropped() {
    long dropped = budget.takeDropped();
    if (dropped > 0) {
      send(WORKER, "WARN", dropped + " log lines were left out: they came too fast");
    }
  }

  private void send(long callId, String level, String message) {
    JsonObject line = JsonObject.builder().put("level", level).put("message", message).build();
    link.send(Frame.of(FrameType.LOG, callId, line.print()));
  }
}
