package dev.hearth.sdk.compat;

import dev.hearth.sdk.descriptor.Unions;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonBoolean;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A schema with its references and {@code allOf} taken in.
 *
 * @param root what references point into
 */
record Flat(JsonObject root, JsonObject schema) {
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");
  private static final int MOST_HOPS = 16;

  /** {@code false}, which allows nothing, has no type. */
  private static final JsonObject NOTHING =
      JsonObject.builder().put("type", new JsonArray(List.of())).build();

  static Flat of(JsonObject root, Json schema) {
    return new Flat(root, flatten(root, schema, MOST_HOPS));
  }

  private static JsonObject flatten(JsonObject root, Json json, int hops) {
    if (json instanceof JsonBoolean(boolean allowed) && !allowed) {
      return NOTHING;
    }
    if (!(json instanceof JsonObject schema) || hops == 0) {
      return JsonObject.builder().build();
    }
    var parts = new ArrayList<JsonObject>();
    if (schema.members().get("$ref") instanceof JsonString(String pointer)) {
      parts.add(flatten(root, Unions.at(root, pointer), hops - 1));
    }
    for (Json part : Unions.list(schema, "allOf")) {
      parts.add(flatten(root, part, hops - 1));
    }
    if (parts.isEmpty()) {
      return schema;
    }
    parts.add(schema);
    return merge(parts);
  }

  /** Later keywords win; properties and required names add up. */
  private static JsonObject merge(List<JsonObject> parts) {
    var merged = new LinkedHashMap<String, Json>();
    for (JsonObject part : parts) {
      part.members()
          .forEach((name, value) -> merged.merge(name, value, (a, b) -> both(name, a, b)));
    }
    merged.remove("$ref");
    merged.remove("allOf");
    return new JsonObject(merged);
  }

  private static Json both(String name, Json before, Json after) {
    if (name.equals("properties")
        && before instanceof JsonObject first
        && after instanceof JsonObject second) {
      return JsonObject.builder().putAll(first).putAll(second).build();
    }
    return name.equals("required")
            && before instanceof JsonArray(List<Json> first)
            && after instanceof JsonArray(List<Json> second)
        ? new JsonArray(Stream.concat(first.stream(), second.stream()).distinct().toList())
        : after;
  }

  Map<String, Json> members() {
    return schema.members();
  }

  /** The text of a keyword; empty if it has none. */
  String text(String keyword) {
    return members().get(keyword) instanceof JsonString(String text) ? text : "";
  }

  /** The forms of a union; none if it isn't one, or two at once. */
  List<Json> variants() {
    List<Json> any = Unions.list(schema, "anyOf");
    List<Json> one = Unions.list(schema, "oneOf");
    return any.isEmpty() ? one : one.isEmpty() ? any : List.of();
  }

  /** What is said beside the forms of a union. */
  Flat bare() {
    if (variants().isEmpty()) {
      return this;
    }
    var members = new LinkedHashMap<>(members());
    members.remove("anyOf");
    members.remove("oneOf");
    return new Flat(root, new JsonObject(members));
  }

  Optional<String> tag() {
    return Unions.tag(schema);
  }

  /** Variants that a form of another schema may match: of its tag, else of its type. */
  List<Json> candidates(JsonObject otherRoot, Json form, Optional<String> otherTag) {
    Optional<String> word = otherTag.flatMap(tag -> Unions.tagOf(otherRoot, form, tag));
    Optional<String> own = tag();
    if (word.isPresent() && own.equals(otherTag)) {
      return variants().stream()
          .filter(v -> Unions.tagOf(root, v, own.orElseThrow()).equals(word))
          .toList();
    }
    Optional<String> type = Unions.type(otherRoot, form);
    return variants().stream()
        .filter(v -> type.isEmpty() || mayBe(type.get(), Unions.type(root, v)))
        .toList();
  }

  private static boolean mayBe(String type, Optional<String> allowed) {
    return allowed.isEmpty()
        || allowed.get().equals(type)
        || (allowed.get().equals("number") && type.equals("integer"));
  }

  /** The types of its values; all if it doesn't say. */
  Set<String> types() {
    Json type = members().get("type");
    return switch (type) {
      case JsonString(String one) -> Set.of(one);
      case JsonArray(List<Json> several) -> {
        var types = new TreeSet<String>();
        several.forEach(each -> Subsumption.string(each).ifPresent(types::add));
        yield types;
      }
      case null, default -> ofValues();
    };
  }

  private Set<String> ofValues() {
    List<Json> values = values();
    if (values.isEmpty()) {
      return TYPES;
    }
    var types = new TreeSet<String>();
    values.forEach(value -> types.add(value.kind()));
    return types;
  }

  boolean allows(String type) {
    return types().contains(type);
  }

  String typeText() {
    Set<String> types = types();
    return types.equals(TYPES) ? "any" : String.join(" or ", new TreeSet<>(types));
  }

  /** The only values that are allowed; none if others are, too. */
  List<Json> values() {
    Json only = members().get("const");
    return only != null ? List.of(only) : Unions.list(schema, "enum");
  }
}
