package dev.hearth.sdk.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A place where an input breaks its JSON Schema, as a validator finds it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/NodeSnippets.java" region="input"}
 *
 * @param path where the fault is within the input, from the outside in
 * @param keyword the keyword of JSON Schema that fails
 * @param property the member that {@code required} misses; empty for other keywords
 * @param message sentence for a person
 */
public record SchemaFault(List<String> path, String keyword, String property, String message) {
  /** fal's words for the keywords that fail. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("required", "missing"),
          Map.entry("minimum", "greater_than_equal"),
          Map.entry("exclusiveMinimum", "greater_than"),
          Map.entry("maximum", "less_than_equal"),
          Map.entry("exclusiveMaximum", "less_than"),
          Map.entry("multipleOf", "multiple_of"),
          Map.entry("minLength", "sequence_too_short"),
          Map.entry("minItems", "sequence_too_short"),
          Map.entry("maxLength", "sequence_too_long"),
          Map.entry("maxItems", "sequence_too_long"),
          Map.entry("minProperties", "sequence_too_short"),
          Map.entry("maxProperties", "sequence_too_long"),
          Map.entry("pattern", "string_pattern_mismatch"),
          Map.entry("additionalProperties", "extra_forbidden"),
          Map.entry("enum", "enum"),
          Map.entry("type", "type_error"));

  public SchemaFault {
    path = List.copyOf(path);
  }

  /** How fal tells it. */
  public FieldError asFieldError() {
    var location = new ArrayList<String>();
    location.add("body");
    location.addAll(path);
    if (keyword.equals("required") && !property.isEmpty()) {
      location.add(property);
      return new FieldError(location, "field required", "missing");
    }
    return new FieldError(location, message, TYPES.getOrDefault(keyword, "value_error"));
  }

  /**
   * The refusal of an input.
   *
   * @param faults at least one
   */
  public static CallException refusal(List<SchemaFault> faults) {
    List<FieldError> fields = faults.stream().map(SchemaFault::asFieldError).toList();
    return new CallException(ErrorCode.INVALID_INPUT, fields.getFirst().message(), fields);
  }
}
