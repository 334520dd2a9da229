package dev.hearth.sdk.cli.connection;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import dev.hearth.sdk.json.JsonException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a server answered. */
public record Answer(URI uri, int status, HttpHeaders headers, String body) {
  /** Whether the server did what was asked. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /** This answer, or a failure that says why the server refused. */
  public Answer orFail(String what) {
    if (!ok()) {
      throw new CommandFailure(
          ExitCode.of(status),
          "%s failed: %s (HTTP %d from %s).".formatted(what, reason(), status, uri));
    }
    return this;
  }

  /** The body, which must be JSON. */
  public Json json() {
    try {
      return Json.parse(body);
    } catch (JsonException e) {
      throw new CommandFailure(
          "%s answered %d with what is no JSON: %s".formatted(uri, status, excerpt()), e);
    }
  }

  /** The reason in fal's error shape, in problem+json, or the text itself. */
  public String reason() {
    try {
      if (Json.parse(body) instanceof JsonObject object) {
        return object
            .get("detail")
            .or(() -> object.get("error").map(Answer::inner))
            .or(() -> object.get("title"))
            .or(() -> object.get("message"))
            .map(Answer::words)
            .orElseGet(this::excerpt);
      }
    } catch (JsonException e) {
      return excerpt();
    }
    return excerpt();
  }

  /** The platform API wraps its reason in an object. */
  private static Json inner(Json error) {
    return error instanceof JsonObject object ? object.get("message").orElse(error) : error;
  }

  private static String words(Json reason) {
    return switch (reason) {
      case JsonString(var text) -> text;
      case JsonArray(var elements) ->
          elements.stream().map(Answer::words).collect(Collectors.joining("; "));
      case JsonObject object -> place(object).orElse("") + message(object);
      default -> reason.print();
    };
  }

  private static String message(JsonObject object) {
    return object
        .get("msg")
        .or(() -> object.get("message"))
        .map(Answer::words)
        .orElseGet(object::print);
  }

  private static Optional<String> place(JsonObject object) {
    return object
        .get("loc")
        .map(
            loc ->
                loc.asArray().stream().map(Answer::words).collect(Collectors.joining(".")) + ": ");
  }

  private String excerpt() {
    String line = body.strip();
    if (line.isEmpty()) {
      return "no reason given";
    }
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
