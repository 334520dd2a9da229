package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;

/**
 * One line that a function wrote.
 *
 * @param level {@code DEBUG}, {@code INFO}, {@code WARN} or {@code ERROR}; other servers also have
 *     {@code STDOUT} and {@code STDERR}
 * @param timestamp when, in ISO 8601; empty if the server doesn't say
 */
public record LogLine(String message, String level, String timestamp) {
  static LogLine of(Json line) {
    JsonObject object = line.asObject();
    return new LogLine(
        text(object, "message").stripTrailing(), text(object, "level"), text(object, "timestamp"));
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).map(Json::asString).orElse("");
  }
}
