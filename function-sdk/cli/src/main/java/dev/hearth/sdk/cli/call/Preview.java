package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in a few words what a partial output holds. */
final class Preview {
  private static final int MAX_CHARS = 200;

  private Preview() {}

  /** The address of its first file, which a terminal lets its user open; else its beginning. */
  static String of(Json partial) {
    String text = address(partial).orElseGet(partial::print).replaceAll("\\p{Cc}", " ");
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }

  private static Optional<String> address(Json json) {
    if (json instanceof JsonObject object
        && object.get("url").orElse(null) instanceof JsonString(var url)
        && url.startsWith("http")) {
      return Optional.of(url);
    }
    Stream<Json> parts =
        switch (json) {
          case JsonObject(var members) -> members.values().stream();
          case JsonArray(var elements) -> elements.stream();
          default -> Stream.empty();
        };
    return parts.flatMap(part -> address(part).stream()).findFirst();
  }
}
