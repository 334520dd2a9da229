package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API, which may be sent several times.
 *
 * @param what the thing that is done, for messages
 * @param repeatable whether the server does the same once when it gets the request twice, so that
 *     it may be sent again after a connection broke
 */
record ApiRequest(
    String what,
    String method,
    String path,
    Map<String, String> headers,
    @Nullable Json body,
    Duration answerWithin,
    RetryRule rule,
    boolean repeatable,
    Deadline deadline) {
  static final Duration SOON = Duration.ofMinutes(1);

  ApiRequest {
    headers = Map.copyOf(headers);
  }

  /** Reads. */
  static ApiRequest get(String what, String path, RetryRule rule, Deadline deadline) {
    return new ApiRequest(what, "GET", path, Map.of(), null, SOON, rule, true, deadline);
  }

  /** Sends JSON. */
  static ApiRequest post(String what, String path, Json body, RetryRule rule, Deadline deadline) {
    return new ApiRequest(what, "POST", path, Map.of(), body, SOON, rule, false, deadline);
  }

  ApiRequest with(Map<String, String> more) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new ApiRequest(what, method, path, all, body, answerWithin, rule, repeatable, deadline);
  }

  ApiRequest repeatable(boolean is) {
    return new ApiRequest(what, method, path, headers, body, answerWithin, rule, is, deadline);
  }

  ApiRequest answerWithin(Duration longest) {
    return new ApiRequest(what, method, path, headers, body, longest, rule, repeatable, deadline);
  }
}
