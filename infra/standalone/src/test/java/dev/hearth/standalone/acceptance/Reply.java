package dev.hearth.standalone.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** An answer whose body is JSON; a missing body is a JSON null. */
record Reply(int status, HttpHeaders headers, JsonNode body) {
  String requestId() {
    return headers
        .firstValue("x-fal-request-id")
        .orElseGet(() -> body.required("request_id").textValue());
  }
}
