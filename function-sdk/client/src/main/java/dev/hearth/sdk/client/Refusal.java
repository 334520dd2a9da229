package dev.hearth.sdk.client;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import dev.hearth.sdk.json.JsonException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer that isn't a success, in fal's two shapes: {@code detail} is an array of fields, or a
 * sentence beside {@code error_type}. Whatever else a proxy on the way may answer is read as far as
 * it goes.
 */
record Refusal(
    int status,
    String errorType,
    String sentence,
    List<FieldError> fields,
    @Nullable String requestId,
    boolean retryable,
    @Nullable Duration retryAfter,
    @Nullable Json body) {
  /** What fal's clients send again. */
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

  private static final int LONGEST_TEXT = 300;

  static Refusal of(int status, HttpHeaders headers, String text) {
    Json body = parse(text);
    JsonObject object = body instanceof JsonObject some ? some : JsonObject.builder().build();
    List<FieldError> fields = fields(object);
    String type =
        headers
            .firstValue("x-fal-error-type")
            .or(() -> text(object, "error_type"))
            .or(() -> fields.stream().map(FieldError::type).findFirst())
            .orElse("");
    return new Refusal(
        status,
        type,
        status + (type.isEmpty() ? "" : " " + type) + reason(object, fields, text),
        fields,
        headers.firstValue("x-fal-request-id").orElse(null),
        retryable(status, headers, type),
        retryAfter(headers),
        body);
  }

  private static @Nullable Json parse(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      // A proxy's page; it stays readable in the message.
      return null;
    }
  }

  private static List<FieldError> fields(JsonObject body) {
    return body.get("detail").orElse(null) instanceof JsonArray(var entries)
        ? entries.stream()
            .filter(JsonObject.class::isInstance)
            .map(entry -> field(entry.asObject()))
            .toList()
        : List.of();
  }

  private static FieldError field(JsonObject entry) {
    List<String> location =
        entry.get("loc").orElse(null) instanceof JsonArray(var steps)
            ? steps.stream().map(Refusal::step).toList()
            : List.of();
    return new FieldError(
        location, text(entry, "msg").orElse(""), text(entry, "type").orElse("value_error"));
  }

  private static String step(Json step) {
    return switch (step) {
      case JsonString(var name) -> name;
      case JsonNumber index -> index.toString();
      default -> step.print();
    };
  }

  private static Optional<String> text(JsonObject object, String name) {
    return object.get(name).orElse(null) instanceof JsonString(var value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private static String reason(JsonObject body, List<FieldError> fields, String text) {
    if (!fields.isEmpty()) {
      FieldError first = fields.getFirst();
      return " at " + String.join(".", first.location()) + ": " + first.message();
    }
    String sentence =
        text(body, "detail")
            .or(() -> text(body, "message"))
            .or(() -> text(body, "status"))
            .orElse(text.strip());
    boolean tooLong = sentence.length() > LONGEST_TEXT;
    return sentence.isEmpty()
        ? ""
        : ": " + (tooLong ? sentence.substring(0, LONGEST_TEXT) + "…" : sentence);
  }

  /** By what the server says of this answer, else by the meaning of its type, else as fal's. */
  private static boolean retryable(int status, HttpHeaders headers, String type) {
    if (headers.firstValue("x-fal-request-timeout-type").filter("user"::equals).isPresent()) {
      return false;
    }
    Optional<String> said =
        headers.firstValue("x-fal-retryable").or(() -> headers.firstValue("x-fal-needs-retry"));
    if (said.isPresent()) {
      return said.get().equals("true") || said.get().equals("1");
    }
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.type().equals(type))
        .findFirst()
        .map(ErrorCode::retryable)
        .orElse(PASSING.contains(status));
  }

  /** In seconds; the header's other form, a date, is rare and left out. */
  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("retry-after")
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(null);
  }
}
