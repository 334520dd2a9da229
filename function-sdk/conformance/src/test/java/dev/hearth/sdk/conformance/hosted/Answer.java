package dev.hearth.sdk.conformance.hosted;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;

/** What the function answers. */
public sealed interface Answer {
  /** Its member {@code value}. */
  record Value(Json value) implements Answer {}

  /** What has no JSON form. */
  record Unwritable() implements Answer {}

  /** As JSON. */
  default Json toJson() {
    return switch (this) {
      case Value(Json value) -> JsonObject.builder().put("value", value).build();
      case Unwritable _ -> Json.of(Double.NaN);
    };
  }
}
