package dev.hearth.runtime.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.runtime.call.Progress;
import dev.hearth.runtime.queue.Ending;
import dev.hearth.runtime.queue.RequestState;
import dev.hearth.runtime.queue.RequestView;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** fal's status object. Clients index its keys without asking, so all are always there. */
final class StatusBody {
  private StatusBody() {}

  /**
   * A request's status. {@code progress} and {@code partial} are Hearth's own and there when known.
   *
   * @param logs lines to tell, empty for {@code null}
   * @param partial JSON in UTF-8
   */
  static Json of(
      String apiUrl, RequestView request, Optional<List<String>> logs, Optional<byte[]> partial) {
    JsonObject.Builder body =
        start(apiUrl, word(request.state()), request.id(), request.function())
            .put("logs", logs.<Json>map(StatusBody::lines).orElse(JsonNull.INSTANCE));
    if (request.state() == RequestState.QUEUED) {
      body.put("queue_position", request.position());
    }
    request.course().progress().ifPresent(progress -> body.put("progress", progress(progress)));
    partial.ifPresent(json -> body.put("partial", Json.parse(new String(json, UTF_8))));
    var metrics = JsonObject.builder();
    request
        .ending()
        .filter(ending -> ending.state() == RequestState.SUCCEEDED)
        .ifPresent(
            ending -> metrics.put("inference_time", Json.of(ending.running().toMillis() / 1000.0)));
    body.put("metrics", metrics.build());
    request.ending().ifPresent(ending -> error(body, ending));
    return body.build();
  }

  /** The answer to a submit. */
  static Json submitted(String apiUrl, UUID id, String function, int position) {
    return start(apiUrl, "IN_QUEUE", id, function)
        .put("queue_position", position)
        .put("logs", JsonNull.INSTANCE)
        .put("metrics", JsonObject.builder().build())
        .put("gateway_request_id", id.toString())
        .build();
  }

  private static JsonObject.Builder start(String apiUrl, String status, UUID id, String function) {
    String url = apiUrl + "/queue/" + function + "/requests/" + id;
    return JsonObject.builder()
        .put("status", status)
        .put("request_id", id.toString())
        .put("response_url", url)
        .put("status_url", url + "/status")
        .put("cancel_url", url + "/cancel");
  }

  private static String word(RequestState state) {
    return switch (state) {
      case QUEUED -> "IN_QUEUE";
      case RUNNING -> "IN_PROGRESS";
      case SUCCEEDED, FAILED, CANCELLED -> "COMPLETED";
    };
  }

  private static Json lines(List<String> logs) {
    return new JsonArray(logs.stream().map(Json::parse).toList());
  }

  private static Json progress(Progress progress) {
    return JsonObject.builder().put("done", progress.done()).put("total", progress.total()).build();
  }

  private static void error(JsonObject.Builder body, Ending ending) {
    if (ending.error() != null && ending.errorType() != null) {
      body.put("error", ending.error()).put("error_type", ending.errorType());
    }
  }
}
