package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.util.List;
import java.util.Optional;

/** Where a queued call stands. */
public sealed interface RequestStatus {
  /** What the function has written so far; empty if logs weren't asked for. */
  List<LogLine> logs();

  /**
   * Waiting.
   *
   * @param position how many calls are before it
   */
  record InQueue(int position) implements RequestStatus {
    @Override
    public List<LogLine> logs() {
      return List.of();
    }
  }

  /** So many of so many parts are done. */
  record Progress(int done, int total) {}

  /**
   * A worker has it.
   *
   * @param progress how far it is, if the function tells and the server is Hearth
   * @param partial the latest partial output, if it was asked for
   */
  record InProgress(List<LogLine> logs, Optional<Progress> progress, Optional<Json> partial)
      implements RequestStatus {
    public InProgress {
      logs = List.copyOf(logs);
    }
  }

  /**
   * Ended.
   *
   * @param error why it failed or that it was cancelled; empty after success
   */
  record Completed(List<LogLine> logs, String error) implements RequestStatus {
    public Completed {
      logs = List.copyOf(logs);
    }

    public boolean succeeded() {
      return error.isEmpty();
    }
  }

  /** Reads fal's status object. */
  static RequestStatus of(Json json) {
    JsonObject object = json.asObject();
    List<LogLine> logs = object.array("logs").stream().map(LogLine::of).toList();
    return switch (object.string("status")) {
      case "IN_QUEUE" -> new InQueue(object.get("queue_position").map(Json::asInt).orElse(0));
      case "IN_PROGRESS" ->
          new InProgress(
              logs, object.get("progress").map(RequestStatus::progress), object.get("partial"));
      case "COMPLETED" ->
          new Completed(logs, object.get("error").map(RequestStatus::sentence).orElse(""));
      default -> throw new JsonException("unknown status " + object.string("status"));
    };
  }

  private static Progress progress(Json json) {
    JsonObject progress = json.asObject();
    return new Progress(progress.require("done").asInt(), progress.require("total").asInt());
  }

  private static String sentence(Json error) {
    return error instanceof Json.JsonString(var text) ? text : error.print();
  }
}
