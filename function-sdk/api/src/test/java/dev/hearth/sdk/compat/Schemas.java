package dev.hearth.sdk.compat;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Random schemas of the kind that the processor writes, changes of them, values, a validator. */
final class Schemas {
  private static final List<String> WORDS = List.of("a", "b", "c", "d");

  private final SplittableRandom random;

  Schemas(SplittableRandom random) {
    this.random = random;
  }

  private boolean coin() {
    return random.nextBoolean();
  }

  // ---- Schemas

  JsonObject record(int depth) {
    var properties = JsonObject.builder();
    var required = new ArrayList<String>();
    for (String name : WORDS) {
      if (coin()) {
        properties.put(name, schema(depth - 1));
        if (coin()) {
          required.add(name);
        }
      }
    }
    return typed("object")
        .put("properties", properties.build())
        .put("required", JsonArray.ofStrings(required))
        .build();
  }

  private JsonObject schema(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 5)) {
      case 0 -> bounded(typed("integer"), "minimum", "maximum").build();
      case 1 -> bounded(typed("number"), "minimum", "maximum").build();
      case 2 -> bounded(typed("string"), "minLength", "maxLength").build();
      case 3 -> words();
      case 4 -> typed("boolean").build();
      case 5 ->
          bounded(typed("array"), "minItems", "maxItems").put("items", schema(depth - 1)).build();
      case 6 ->
          bounded(typed("object"), "minProperties", "maxProperties")
              .put("additionalProperties", schema(depth - 1))
              .build();
      case 7 -> union(depth);
      default -> record(depth);
    };
  }

  private JsonObject words() {
    List<String> some = WORDS.stream().filter(_ -> coin()).toList();
    return typed("string").put("enum", JsonArray.ofStrings(some.isEmpty() ? WORDS : some)).build();
  }

  private JsonObject union(int depth) {
    if (coin()) {
      return JsonObject.builder()
          .put("anyOf", new JsonArray(List.of(record(depth - 1), words())))
          .build();
    }
    var forms = new ArrayList<Json>();
    for (String word : List.of("circle", "box", "line")) {
      if (forms.isEmpty() || coin()) {
        forms.add(form(word, depth - 1));
      }
    }
    return JsonObject.builder()
        .put("oneOf", new JsonArray(forms))
        .put("discriminator", JsonObject.builder().put("propertyName", "type").build())
        .build();
  }

  private JsonObject form(String word, int depth) {
    JsonObject record = record(depth);
    JsonObject tag = typed("string").put("const", word).build();
    var required = new ArrayList<>(record.array("required"));
    required.add(Json.of("type"));
    return record
        .with("properties", record.object("properties").with("type", tag))
        .with("required", new JsonArray(required));
  }

  private JsonObject.Builder bounded(JsonObject.Builder schema, String least, String most) {
    int from = random.nextInt(4);
    if (coin()) {
      schema.put(least, from);
    }
    if (coin()) {
      schema.put(most, from + random.nextInt(4));
    }
    return schema;
  }

  private static JsonObject.Builder typed(String type) {
    return JsonObject.builder().put("type", type);
  }

  // ---- Changes

  /** A schema that allows all that this one does. */
  JsonObject widened(JsonObject schema) {
    var wide = new LinkedHashMap<String, Json>();
    schema.members().forEach((name, value) -> wide.put(name, value));
    for (String bound : List.of("minimum", "minLength", "minItems", "minProperties")) {
      relax(wide, bound, -1);
    }
    for (String bound : List.of("maximum", "maxLength", "maxItems", "maxProperties")) {
      relax(wide, bound, 1);
    }
    if (wide.containsKey("enum") && coin()) {
      wide.put("enum", JsonArray.ofStrings(WORDS));
    }
    if (Json.of("integer").equals(wide.get("type")) && coin()) {
      wide.put("type", Json.of("number"));
    }
    if (wide.get("properties") instanceof JsonObject(var properties)) {
      widen(wide, properties);
    }
    for (String inner : List.of("items", "additionalProperties")) {
      if (wide.get(inner) instanceof JsonObject each) {
        wide.put(inner, widened(each));
      }
    }
    for (String union : List.of("anyOf", "oneOf")) {
      if (wide.get(union) instanceof JsonArray(var forms)) {
        wide.put(union, widened(forms, union));
      }
    }
    return new JsonObject(wide);
  }

  private void relax(Map<String, Json> schema, String bound, int by) {
    if (schema.get(bound) instanceof JsonNumber number && coin()) {
      if (coin()) {
        schema.remove(bound);
      } else {
        schema.put(bound, Json.of(Math.max(0, number.value().longValue() + by)));
      }
    }
  }

  private void widen(Map<String, Json> wide, Map<String, Json> properties) {
    var wider = new LinkedHashMap<String, Json>();
    properties.forEach((name, each) -> wider.put(name, widened(each.asObject())));
    if (coin()) {
      wider.putIfAbsent("new", schema(1));
    }
    wide.put("properties", new JsonObject(wider));
    List<Json> required =
        ((JsonArray) wide.getOrDefault("required", new JsonArray(List.of()))).elements();
    wide.put(
        "required",
        new JsonArray(
            required.stream().filter(name -> name.equals(Json.of("type")) || coin()).toList()));
  }

  private Json widened(List<Json> forms, String union) {
    var wider = new ArrayList<Json>();
    forms.forEach(form -> wider.add(widened(form.asObject())));
    if (union.equals("oneOf") && coin()) {
      wider.add(form("new", 1));
    }
    return new JsonArray(wider);
  }

  /** A schema of which anything may have changed. */
  JsonObject changed(JsonObject schema) {
    return coin() ? widened(schema) : coin() ? narrowed(schema) : record(2);
  }

  private JsonObject narrowed(JsonObject schema) {
    JsonObject wide = widened(schema);
    return coin() ? widened(wide).with("required", schema.require("required")) : flipped(wide);
  }

  /** With one property of another kind. */
  private JsonObject flipped(JsonObject schema) {
    JsonObject properties = schema.object("properties");
    Optional<String> name =
        properties.members().keySet().stream().skip(random.nextInt(3)).findFirst();
    return name.isEmpty()
        ? schema
        : schema.with("properties", properties.with(name.get(), schema(1)));
  }

  // ---- Values

  /** A value that the schema allows; with the properties that it names, and no others. */
  Json value(JsonObject schema) {
    for (String union : List.of("anyOf", "oneOf")) {
      if (schema.members().get(union) instanceof JsonArray(var forms)) {
        return value(forms.get(random.nextInt(forms.size())).asObject());
      }
    }
    if (schema.members().get("const") != null) {
      return schema.require("const");
    }
    if (schema.members().get("enum") instanceof JsonArray(var words)) {
      return words.get(random.nextInt(words.size()));
    }
    return switch (schema.string("type")) {
      case "integer" -> Json.of((long) between(schema, "minimum", "maximum"));
      case "number" -> number(schema);
      case "string" -> Json.of("x".repeat(between(schema, "minLength", "maxLength")));
      case "boolean" -> Json.of(coin());
      case "array" -> array(schema);
      default -> object(schema);
    };
  }

  private Json number(JsonObject schema) {
    int whole = between(schema, "minimum", "maximum");
    boolean room = whole + 0.5 <= bound(schema, "maximum", 99);
    return room && coin() ? Json.of(whole + 0.5) : Json.of((long) whole);
  }

  private Json array(JsonObject schema) {
    var elements = new ArrayList<Json>();
    int count = between(schema, "minItems", "maxItems");
    for (int i = 0; i < count; i++) {
      elements.add(value(schema.object("items")));
    }
    return new JsonArray(elements);
  }

  private Json object(JsonObject schema) {
    var members = JsonObject.builder();
    if (schema.members().get("properties") instanceof JsonObject(var properties)) {
      List<Json> required = schema.array("required");
      properties.forEach(
          (name, each) -> {
            if (required.contains(Json.of(name)) || coin()) {
              members.put(name, value(each.asObject()));
            }
          });
      return members.build();
    }
    int count = between(schema, "minProperties", "maxProperties");
    for (int i = 0; i < count; i++) {
      members.put("k" + i, value(schema.object("additionalProperties")));
    }
    return members.build();
  }

  private int between(JsonObject schema, String least, String most) {
    int from = (int) bound(schema, least, 0);
    int to = (int) bound(schema, most, from + 3);
    return from + random.nextInt(Math.max(1, to - from + 1));
  }

  private static double bound(JsonObject schema, String name, double otherwise) {
    return schema.members().get(name) instanceof JsonNumber number
        ? number.value().doubleValue()
        : otherwise;
  }

  // ---- The validator

  static boolean accepts(JsonObject schema, Json value) {
    for (String union : List.of("anyOf", "oneOf")) {
      if (schema.members().get(union) instanceof JsonArray(var forms)
          && forms.stream().noneMatch(form -> accepts(form.asObject(), value))) {
        return false;
      }
    }
    return ofType(schema, value)
        && (!(schema.members().get("enum") instanceof JsonArray(var words))
            || words.contains(value))
        && (schema.members().get("const") == null || schema.require("const").equals(value))
        && inBounds(schema, value)
        && partsFit(schema, value);
  }

  private static boolean ofType(JsonObject schema, Json value) {
    if (!(schema.members().get("type") instanceof JsonString(var type))) {
      return true;
    }
    return type.equals("integer")
        ? value instanceof JsonNumber number && number.value().stripTrailingZeros().scale() <= 0
        : type.equals(value.kind());
  }

  private static boolean inBounds(JsonObject schema, Json value) {
    return switch (value) {
      case JsonNumber number -> within(schema, "minimum", "maximum", number.value().doubleValue());
      case JsonString(var text) -> within(schema, "minLength", "maxLength", text.length());
      case JsonArray(var elements) -> within(schema, "minItems", "maxItems", elements.size());
      case JsonObject(var members) ->
          within(schema, "minProperties", "maxProperties", members.size());
      default -> true;
    };
  }

  private static boolean within(JsonObject schema, String least, String most, double value) {
    return value >= bound(schema, least, -1e9) && value <= bound(schema, most, 1e9);
  }

  private static boolean partsFit(JsonObject schema, Json value) {
    return switch (value) {
      case JsonArray(var elements) ->
          !(schema.members().get("items") instanceof JsonObject each)
              || elements.stream().allMatch(element -> accepts(each, element));
      case JsonObject(var members) -> membersFit(schema, members);
      default -> true;
    };
  }

  private static boolean membersFit(JsonObject schema, Map<String, Json> members) {
    Map<String, Json> named =
        schema.members().get("properties") instanceof JsonObject(var properties)
            ? properties
            : Map.of();
    boolean complete =
        !(schema.members().get("required") instanceof JsonArray(var required))
            || required.stream().allMatch(name -> members.containsKey(name.asString()));
    return complete
        && members.entrySet().stream()
            .allMatch(
                member -> {
                  Json each =
                      named.getOrDefault(
                          member.getKey(),
                          schema.members().getOrDefault("additionalProperties", Json.of(true)));
                  return !(each instanceof JsonObject object) || accepts(object, member.getValue());
                });
  }
}
