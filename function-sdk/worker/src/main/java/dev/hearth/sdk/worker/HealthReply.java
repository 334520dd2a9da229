package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;

/** Makes {@code HEALTH} frames. */
final class HealthReply {
  private static final int MAX_MESSAGE_BYTES = 16 << 10;

  private HealthReply() {}

  static Frame healthy() {
    return frame(JsonObject.builder().put("healthy", Json.of(true)));
  }

  /** The check failed with what {@link FunctionShape#checkHealth} threw. */
  static Frame unhealthy(Throwable failure) {
    var reply = JsonObject.builder().put("healthy", Json.of(false));
    try {
      String message = Utf8.cut(StackText.headline(failure), MAX_MESSAGE_BYTES);
      return frame(reply.put("message", message).put("stack", StackText.of(failure)));
    } catch (RuntimeException | StackOverflowError e) {
      // The exception itself fails when it is read.
      return frame(reply.put("message", failure.getClass().getName()));
    }
  }

  private static Frame frame(JsonObject.Builder reply) {
    return Frame.of(FrameType.HEALTH, WorkerLog.WORKER, reply.build().print());
  }
}
