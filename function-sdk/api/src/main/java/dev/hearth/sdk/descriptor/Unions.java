package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.util.List;
import java.util.Optional;

/**
 * How schemas say that a value is of one of several forms.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="unions"}
 */
public final class Unions {
  /** References that follow each other. */
  private static final int MOST_HOPS = 16;

  /** The schema that every value meets. */
  static final Json ANYTHING = Json.of(true);

  private Unions() {}

  /** The elements of a list in a schema; none if there is no such list. */
  public static List<Json> list(JsonObject schema, String keyword) {
    return schema.members().get(keyword) instanceof JsonArray(var elements) ? elements : List.of();
  }

  /** The field whose value tells the variants apart, if the schema names one. */
  public static Optional<String> tag(JsonObject schema) {
    return schema.members().get("discriminator") instanceof JsonObject object
            && object.members().get("propertyName") instanceof JsonString(var name)
        ? Optional.of(name)
        : Optional.empty();
  }

  /** What a local reference such as {@code #/$defs/Point} points at; {@code true} if nothing. */
  public static Json at(JsonObject root, String pointer) {
    if (pointer.equals("#")) {
      return root;
    }
    Json at = root;
    for (String part : pointer.replaceFirst("^#/", "").split("/", -1)) {
      String name = part.replace("~1", "/").replace("~0", "~");
      at = at instanceof JsonObject(var members) ? members.getOrDefault(name, ANYTHING) : ANYTHING;
    }
    return at;
  }

  /** The schema behind references. */
  public static Json resolved(JsonObject root, Json schema) {
    Json at = schema;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      if (at instanceof JsonObject object
          && object.members().get("$ref") instanceof JsonString(var pointer)) {
        at = at(root, pointer);
      } else {
        return at;
      }
    }
    return ANYTHING;
  }

  /** The tag's value that a variant stands for, if it says so by {@code const}. */
  public static Optional<String> tagOf(JsonObject root, Json variant, String tag) {
    return resolved(root, variant) instanceof JsonObject object
            && object.members().get("properties") instanceof JsonObject properties
            && properties.members().get(tag) instanceof JsonObject property
            && property.members().get("const") instanceof JsonString(var value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** The one {@code type} that a schema names, if it names one. */
  public static Optional<String> type(JsonObject root, Json schema) {
    return resolved(root, schema) instanceof JsonObject object
            && object.members().get("type") instanceof JsonString(var type)
        ? Optional.of(type)
        : Optional.empty();
  }

  /** Whether a value may be of that variant, by its kind and its tag. */
  static boolean mayBe(JsonObject root, Json variant, Optional<String> tag, Json value) {
    String kind = value.kind();
    boolean fits =
        type(root, variant)
            .map(type -> type.equals(kind) || (type.equals("integer") && kind.equals("number")))
            .orElse(true);
    if (!fits || tag.isEmpty() || !(value instanceof JsonObject object)) {
      return fits;
    }
    Optional<String> wanted = tagOf(root, variant, tag.get());
    return wanted.isEmpty() || Json.of(wanted.get()).equals(object.members().get(tag.get()));
  }
}
