package dev.hearth.sdk.client.webhook;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonObject;

/**
 * The message that a call has ended, verified.
 *
 * @param payload the function's output, or fal's error body; JSON's null if there is none
 * @param error why the call failed or has no payload; empty otherwise
 */
public record Webhook(String requestId, boolean succeeded, Json payload, String error) {
  static Webhook of(JsonObject body) {
    return new Webhook(
        body.string("request_id"),
        body.string("status").equals("OK"),
        body.get("payload").orElse(JsonNull.INSTANCE),
        body.get("error").or(() -> body.get("payload_error")).map(Json::asString).orElse(""));
  }
}
