package dev.hearth.marketplace.console.run;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import dev.hearth.sdk.json.JsonException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a call was refused or failed, in the runtime's words.
 *
 * @param field the input field at fault, inner parts after dots; empty when it is in none
 */
public record Fault(String field, String message) {

  /** The input field at fault, without the place inside it. */
  public String topField() {
    int dot = field.indexOf('.');
    return dot < 0 ? field : field.substring(0, dot);
  }

  /** Reads fal's {@code detail}, a sentence or a list of faults. */
  static List<Fault> ofAnswer(int status, String body) {
    List<Fault> faults = parse(body).map(Fault::ofDetail).orElse(List.of());
    return faults.isEmpty()
        ? List.of(new Fault("", "The runtime answered with status " + status + "."))
        : faults;
  }

  private static Optional<Json> parse(String body) {
    try {
      return Json.parse(body) instanceof JsonObject object
          ? object.get("detail").or(() -> object.get("error")).or(() -> object.get("message"))
          : Optional.empty();
    } catch (JsonException _) {
      // No JSON, so it says nothing that a person could read.
      return Optional.empty();
    }
  }

  private static List<Fault> ofDetail(Json detail) {
    return switch (detail) {
      case JsonString(var sentence) -> List.of(new Fault("", sentence));
      case JsonArray(var entries) ->
          entries.stream()
              .map(
                  entry ->
                      entry instanceof JsonObject object
                          ? of(object)
                          : new Fault("", entry.print()))
              .toList();
      default -> List.of(new Fault("", detail.print()));
    };
  }

  private static Fault of(JsonObject entry) {
    String field =
        location(entry).filter(part -> !part.equals("body")).collect(Collectors.joining("."));
    return new Fault(
        field,
        entry
            .get("msg")
            .map(m -> m instanceof JsonString(var s) ? s : m.print())
            .orElseGet(entry::print));
  }

  private static Stream<String> location(JsonObject entry) {
    return entry.get("loc").stream()
        .flatMap(loc -> loc instanceof JsonArray(var parts) ? parts.stream() : Stream.of())
        .flatMap(
            part ->
                switch (part) {
                  case JsonString(var name) -> Stream.of(name);
                  case JsonNumber index -> Stream.of(index.value().toPlainString());
                  default -> Stream.of();
                });
  }
}
