package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.MediaLimits;
import dev.hearth.sdk.descriptor.MediaPlaces;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.processor.TypeReader.Direction;
import dev.hearth.sdk.processor.ValueType.MediaKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
    return of(type);
  }

  /** The schema of a value. */
  JsonObject of(ValueType type) {
    return schema(type, MediaLimits.NONE).build();
  }

  /**
   * @param limits of the media within lists and maps
   */
  private JsonObject.Builder schema(ValueType type, MediaLimits limits) {
    return switch (type) {
      case ValueType.Text _ -> typed("string");
      case ValueType.Truth _ -> typed("boolean");
      case ValueType.Whole _ -> typed("integer");
      case ValueType.Real _ -> typed("number");
      case ValueType.AnyJson(boolean object) -> object ? typed("object") : JsonObject.builder();
      case ValueType.Choice choice ->
          typed("string").put("enum", JsonArray.ofStrings(choice.wireNames()));
      case ValueType.ListOf(ValueType element) ->
          typed("array").put("items", schema(element, limits).build());
      case ValueType.MapOf(ValueType value) ->
          typed("object").put("additionalProperties", schema(value, limits).build());
      case ValueType.Union union -> union(union);
      case ValueType.MediaFile(MediaKind kind) ->
          direction == Direction.INPUT ? mediaInput(kind, limits) : mediaOutput(kind);
      case ValueType.Fields fields -> object(fields, JsonObject.builder(), List.of());
    };
  }

  /** As pydantic writes a union: by kind where that tells the forms apart, else by a tag. */
  private JsonObject.Builder union(ValueType.Union type) {
    var forms = new ArrayList<Json>();
    for (ValueType.Variant variant : type.variants()) {
      forms.add(type.tag().isEmpty() ? of(variant.fields()) : tagged(type.tag(), variant));
    }
    ValueType.Choice words = type.words();
    if (words != null) {
      forms.add(of(words));
    }
    var schema =
        JsonObject.builder().put(type.tag().isEmpty() ? "anyOf" : "oneOf", new JsonArray(forms));
    if (!type.tag().isEmpty()) {
      schema.put("discriminator", JsonObject.builder().put("propertyName", type.tag()).build());
    }
    if (!type.description().isEmpty()) {
      schema.put("description", type.description());
    }
    return schema;
  }

  private JsonObject tagged(String tag, ValueType.Variant variant) {
    JsonObject property =
        typed("string").put("const", variant.tag()).put("title", WireNames.title(tag)).build();
    return object(variant.fields(), JsonObject.builder().put(tag, property), List.of(tag)).build();
  }

  /**
   * @param properties those that stand before the record's own
   * @param before their names; they are required
   */
  private JsonObject.Builder object(
      ValueType.Fields type, JsonObject.Builder properties, List<String> before) {
    type.fields().forEach(field -> properties.put(field.wireName(), field(field)));
    var schema = typed("object").put("title", type.title());
    if (!type.description().isEmpty()) {
      schema.put("description", type.description());
    }
    return schema
        .put("properties", properties.build())
        .put("required", JsonArray.ofStrings(both(before, required(type))))
        .put(
            "x-fal-order-properties",
            JsonArray.ofStrings(
                both(before, type.fields().stream().map(Field::wireName).toList())));
  }

  private static List<String> both(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
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
    var schema =
        schema(field.type(), field.constraints().media())
            .put("title", WireNames.title(field.wireName()));
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
    if (field.deprecated()) {
      schema.put("deprecated", true);
    }
    JsonObject ui = field.ui();
    if (ui != null) {
      JsonObject own =
          schema.build().get("ui").map(Json::asObject).orElse(JsonObject.builder().build());
      schema.put("ui", JsonObject.builder().putAll(own).putAll(ui).build());
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
    String unit =
        switch (field.type()) {
          case ValueType.ListOf _ -> "Items";
          case ValueType.MapOf _ -> "Properties";
          default -> "Length";
        };
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

  private static JsonObject.Builder mediaInput(MediaKind kind, MediaLimits limits) {
    var schema =
        typed("string")
            .put("format", "uri")
            .put(MediaPlaces.MARK, kind.word())
            .put("ui", JsonObject.builder().put("field", kind.word()).build());
    if (!limits.equals(MediaLimits.NONE)) {
      schema.put(MediaLimits.MEMBER, limits.toJson());
    }
    return schema;
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
        .put(MediaPlaces.MARK, kind.word())
        .put("properties", properties.build())
        .put("required", JsonArray.ofStrings(List.of("url")));
  }

  private static JsonObject.Builder typed(String type) {
    return JsonObject.builder().put("type", type);
  }
}
