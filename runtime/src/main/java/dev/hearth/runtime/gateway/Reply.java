package dev.hearth.runtime.gateway;

import dev.hearth.runtime.metering.Price;
import dev.hearth.runtime.queue.Ending;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FalErrors;
import dev.hearth.sdk.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An answer in JSON.
 *
 * @param body in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Reply(int status, Map<String, String> headers, byte[] body) {
  /** Carries what the worker advertises that answers. */
  static final String RUNNER_HINTS = "x-fal-runner-hints";

  static Reply json(int status, Json body) {
    return new Reply(status, Map.of(), body.print().getBytes(StandardCharsets.UTF_8));
  }

  /** A failure in fal's shape; one that belongs to a call says that it cost nothing. */
  static Reply error(CallException failure) {
    ErrorCode code = failure.code();
    var headers = new LinkedHashMap<String, String>();
    headers.put("x-fal-error-type", code.type());
    headers.put("x-fal-retryable", String.valueOf(code.retryable()));
    headers.put("x-fal-needs-retry", code.retryable() ? "1" : "0");
    headers.put("x-hearth-cost", "0");
    return new Reply(code.httpStatus(), headers, FalErrors.body(failure));
  }

  /** The end of a request. */
  static Reply ending(UUID requestId, Ending ending) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("x-fal-request-id", requestId.toString());
    headers.put("x-hearth-cost", Price.dollars(ending.chargeNanos()));
    headers.put("x-fal-billable-units", units(ending.microUnits()));
    if (ending.errorType() != null) {
      headers.put("x-fal-error-type", ending.errorType());
    }
    if (!ending.hints().isEmpty()) {
      headers.put(RUNNER_HINTS, ending.hints());
    }
    return new Reply(ending.status(), headers, ending.body());
  }

  private static String units(long microUnits) {
    return microUnits == 0
        ? "0"
        : BigDecimal.valueOf(microUnits, 6).stripTrailingZeros().toPlainString();
  }

  Reply with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }

  void send(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset(); // whoever reads the half answer must notice
      return;
    }
    response.setStatusCode(status);
    response.putHeader("content-type", "application/json");
    headers.forEach(response::putHeader);
    response.end(Buffer.buffer(body));
  }
}
