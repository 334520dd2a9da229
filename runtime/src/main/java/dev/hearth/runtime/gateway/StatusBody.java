package dev.hearth.runtime.gateway;

import dev.hearth.runtime.queue.Ending;
import dev.hearth.runtime.queue.RequestState;
import dev.hearth.runtime.queue.RequestView;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.UUID;

/** fal's status object. Clients index its keys without asking, so all are always there. */
final class StatusBody {
  private StatusBody() {}

  static Json of(String apiUrl, RequestView request, boolean withLogs) {
    JsonObject.Builder body =
        start(apiUrl, word(request.state()), request.id(), request.function())
            .put("logs", withLogs ? logs(request) : JsonNull.INSTANCE);
    if (request.state() == RequestState.QUEUED) {
      body.put("queue_position", request.position());
    }
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

  private static Json logs(RequestView request) {
    return new JsonArray(request.logs().stream().map(Json::parse).toList());
  }

  private static void error(JsonObject.Builder body, Ending ending) {
    if (ending.error() != null && ending.errorType() != null) {
      body.put("error", ending.error()).put("error_type", ending.errorType());
    }
  }
}
