package dev.hearth.marketplace.console.run;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How far a request is.
 *
 * @param position calls before it in the queue
 * @param progress how far the function says that it is
 * @param partial the latest partial output
 * @param logs the function's lines so far, the last {@value #MAX_LINES}
 * @param seconds how long the function worked, once known
 */
public record RunStatus(
    State state,
    int position,
    Optional<Progress> progress,
    Optional<Json> partial,
    List<LogLine> logs,
    Optional<BigDecimal> seconds) {
  private static final int MAX_LINES = 200;

  public RunStatus {
    logs = List.copyOf(logs.subList(Math.max(0, logs.size() - MAX_LINES), logs.size()));
  }

  /** {@code done} of {@code total} parts are done. */
  public record Progress(int done, int total) {}

  /** The three states of fal's queue. */
  public enum State {
    IN_QUEUE,
    IN_PROGRESS,
    COMPLETED
  }

  /**
   * A line that the function wrote.
   *
   * @param level e.g. {@code INFO}
   */
  public record LogLine(String level, String message) {}

  static RunStatus of(JsonObject answer) {
    return new RunStatus(
        State.valueOf(answer.string("status")),
        answer.get("queue_position").map(Json::asInt).orElse(0),
        answer.get("progress").map(RunStatus::progress),
        answer.get("partial"),
        answer.array("logs").stream().map(RunStatus::line).toList(),
        answer
            .get("metrics")
            .map(Json::asObject)
            .flatMap(m -> m.get("inference_time"))
            .flatMap(RunStatus::number));
  }

  private static Progress progress(Json json) {
    JsonObject progress = json.asObject();
    return new Progress(progress.require("done").asInt(), progress.require("total").asInt());
  }

  private static LogLine line(Json json) {
    JsonObject line = json.asObject();
    return new LogLine(text(line, "level"), text(line, "message"));
  }

  private static String text(JsonObject line, String name) {
    return line.get(name).map(v -> v instanceof JsonString(var s) ? s : v.print()).orElse("");
  }

  private static Optional<BigDecimal> number(Json json) {
    return json instanceof JsonNumber number ? Optional.of(number.value()) : Optional.empty();
  }
}
