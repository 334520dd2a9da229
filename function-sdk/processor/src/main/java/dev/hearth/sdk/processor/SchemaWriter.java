package dev.hearth.sdk.processor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.processor.TypeReader.Direction;
import dev.hearth.sdk.processor.ValueType.MediaKind;
import java.util.List;

/** Writes JSON Schema 2020-12 as fal's endpoints have it. */
final class SchemaWriter {
  private final Direction direction;

  SchemaWriter(Direction direction) {
    this.direction = direction;
  }

  /** The schema of a whole input or output. */
  JsonObject whole(ValueType type) {
    if (type instanceof ValueType.AnyJson && direction == Direction.INPUT) {
      return typed("object").build();
    }
    return schema(type).build();
  }

  private JsonObject.Builder schema(ValueType type) {
    return switch (type) {
      case ValueType.Text _ -> typed("string");
      case ValueType.Truth _ -> typed("boolean");
      case ValueType.Whole _ -> typed("integer");
      case ValueType.Real _ -> typed("number");
      case ValueType.AnyJson(boolean object) -> object ? typed("object") : JsonObject.builder();
      case ValueType.Choice choice ->
          typed("string").put("enum", JsonArray.ofStrings(choice.wireNames()));
      case ValueType.ListOf(ValueType element) ->
          typed("array").put("items", schema(element).build());
      case ValueType.MediaFile(MediaKind kind) ->
          direction == Direction.INPUT ? mediaInput(kind) : mediaOutput(kind);
      case ValueType.Fields fields -> object(fields);
    };
  }

  private JsonObject.Builder object(ValueType.Fields type) {
    var properties = JsonObject.builder();
    type.fields().forEach(field -> properties.put(field.wireName(), field(field)));
    var schema = typed("object").put("title", type.title());
    if (!type.description().isEmpty()) {
      schema.put("description", type.description());
    }
    return schema
        .put("properties", properties.build())
        .put("required", JsonArray.ofStrings(required(type)))
        .put(
            "x-fal-order-properties",
            JsonArray.ofStrings(type.fields().stream().map(Field::wireName).toList()));
  }

  private List<String> required(ValueType.Fields type) {
    return type.fields().stream()
        .filter(
            field -> direction == Direction.INPUT ? !field.mayBeLeftOut() : alwaysWritten(field))
        .map(Field::wireName)
        .toList();
  }

  private static boolean alwaysWritten(Field field) {
    return field.presence() == Field.Presence.REQUIRED;
  }

  private Json field(Field field) {
    var schema = schema(field.type()).put("title", WireNames.title(field.wireName()));
    if (!field.description().isEmpty()) {
      schema.put("description", field.description());
    }
    putConstraints(schema, field);
    Json fallback = field.fallback();
    if (fallback != null && direction == Direction.INPUT) {
      schema.put("default", fallback);
    }
    Json sample = field.sample();
    if (sample != null) {
      schema.put("examples", new JsonArray(List.of(sample)));
    }
    return schema.build();
  }

  private static void putConstraints(JsonObject.Builder schema, Field field) {
    Constraints constraints = field.constraints();
    if (constraints.min() > Constraints.NONE.min()) {
      schema.put("minimum", number(constraints.min()));
    }
    if (constraints.max() < Constraints.NONE.max()) {
      schema.put("maximum", number(constraints.max()));
    }
    if (!constraints.oneOf().isEmpty()) {
      schema.put("enum", new JsonArray(constraints.oneOf().stream().map(Json::of).toList()));
    }
    String unit = field.type() instanceof ValueType.ListOf ? "Items" : "Length";
    if (constraints.minSize() > 0) {
      schema.put("min" + unit, constraints.minSize());
    }
    if (constraints.maxSize() < Integer.MAX_VALUE) {
      schema.put("max" + unit, constraints.maxSize());
    }
    String pattern = constraints.pattern();
    if (pattern != null) {
      schema.put("pattern", pattern);
    }
  }

  /** Whole numbers without a fraction, so that a form shows 4 and not 4.0. */
  private static Json number(double value) {
    return value == (long) value ? Json.of((long) value) : Json.of(value);
  }

  private static JsonObject.Builder mediaInput(MediaKind kind) {
    return typed("string")
        .put("format", "uri")
        .put("x-hearth-media", kind.word())
        .put("ui", JsonObject.builder().put("field", kind.word()).build());
  }

  private static JsonObject.Builder mediaOutput(MediaKind kind) {
    var properties =
        JsonObject.builder()
            .put("url", typed("string").put("format", "uri").build())
            .put("content_type", typed("string").build())
            .put("file_name", typed("string").build())
            .put("file_size", typed("integer").build());
    if (kind == MediaKind.IMAGE) {
      properties.put("width", typed("integer").build()).put("height", typed("integer").build());
    }
    return typed("object")
        .put("x-hearth-media", kind.word())
        .put("properties", properties.build())
        .put("required", JsonArray.ofStrings(List.of("url")));
  }

  private static JsonObject.Builder typed(String type) {
    return JsonObject.builder().put("type", type);
  }
}
