package dev.hearth.marketplace.console.form;

import dev.hearth.marketplace.console.form.Control.Choice;
import dev.hearth.marketplace.console.form.Control.Flag;
import dev.hearth.marketplace.console.form.Control.Numeric;
import dev.hearth.marketplace.console.form.Control.Option;
import dev.hearth.marketplace.console.form.Control.RawJson;
import dev.hearth.marketplace.console.form.Control.Text;
import dev.hearth.marketplace.console.form.Control.Upload;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the part of JSON Schema 2020-12 that a form can show. What it doesn't know becomes a field
 * of raw JSON, never an error: the runtime validates the input anyway.
 */
final class SchemaReader {
  private static final int MAX_REFERENCES = 16;
  private static final int LONG_TEXT = 120;
  private static final Set<String> MEDIA = Set.of("image", "video", "audio", "file");

  private final JsonObject root;

  SchemaReader(JsonObject root) {
    this.root = root;
  }

  /** The schema behind references and around an optional {@code null}. */
  JsonObject resolve(JsonObject schema) {
    JsonObject current = schema;
    for (int i = 0; i < MAX_REFERENCES; i++) {
      Optional<JsonObject> next = step(current);
      if (next.isEmpty()) {
        return current;
      }
      current = next.get();
    }
    return schema;
  }

  private Optional<JsonObject> step(JsonObject schema) {
    return reference(schema)
        .or(() -> only(schema, "allOf"))
        .or(() -> only(schema, "anyOf"))
        .or(() -> only(schema, "oneOf"))
        .map(inner -> overlay(inner, schema));
  }

  private Optional<JsonObject> reference(JsonObject schema) {
    return text(schema, "$ref").flatMap(this::lookUp);
  }

  private Optional<JsonObject> lookUp(String pointer) {
    if (pointer.equals("#")) {
      return Optional.of(root);
    }
    if (!pointer.startsWith("#/")) {
      return Optional.empty();
    }
    Optional<Json> at = Optional.of(root);
    for (String part : pointer.substring(2).split("/", -1)) {
      String name = part.replace("~1", "/").replace("~0", "~");
      at = at.flatMap(json -> json instanceof JsonObject o ? o.get(name) : Optional.empty());
    }
    return at.flatMap(SchemaReader::object);
  }

  private static Optional<JsonObject> only(JsonObject schema, String keyword) {
    List<JsonObject> choices =
        objects(schema, keyword).filter(s -> !text(s, "type").equals(Optional.of("null"))).toList();
    return choices.size() == 1 ? Optional.of(choices.getFirst()) : Optional.empty();
  }

  /** What stands beside a reference (description, default) wins over what is behind it. */
  private static JsonObject overlay(JsonObject inner, JsonObject outer) {
    JsonObject result = inner;
    for (var member : outer.members().entrySet()) {
      if (!Set.of("$ref", "allOf", "anyOf", "oneOf").contains(member.getKey())) {
        result = result.with(member.getKey(), member.getValue());
      }
    }
    return result;
  }

  /** The control for a resolved schema. */
  static Control control(String name, JsonObject schema) {
    Optional<String> media = text(schema, "x-hearth-media");
    if (media.isPresent()) {
      return new Upload(MEDIA.contains(media.get()) ? media.get() : "file");
    }
    List<Option> options = options(schema);
    if (!options.isEmpty()) {
      return new Choice(options);
    }
    String type = type(schema);
    return switch (type) {
      case "string" -> textControl(name, schema);
      case "integer", "number" -> numeric(schema, type.equals("integer"));
      case "boolean" -> new Flag();
      default -> new RawJson(type);
    };
  }

  private static Control textControl(String name, JsonObject schema) {
    int max = number(schema, "maxLength").map(SchemaReader::clamp).orElse(0);
    String lower = name.toLowerCase(Locale.ROOT);
    boolean prose = lower.contains("prompt") || lower.endsWith("text");
    String field =
        schema.get("ui").flatMap(SchemaReader::object).flatMap(ui -> text(ui, "field")).orElse("");
    return new Text(
        field.isEmpty() ? prose || max > LONG_TEXT : field.equals("textarea"),
        number(schema, "minLength").map(SchemaReader::clamp).orElse(0),
        max);
  }

  private static int clamp(BigDecimal value) {
    return value.max(BigDecimal.ZERO).min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
  }

  private static Control numeric(JsonObject schema, boolean whole) {
    return new Numeric(
        whole,
        number(schema, "minimum"),
        number(schema, "maximum"),
        number(schema, "multipleOf").filter(step -> step.signum() > 0));
  }

  private static List<Option> options(JsonObject schema) {
    List<Json> listed = elements(schema, "enum").filter(value -> !isNull(value)).toList();
    if (!listed.isEmpty() && listed.stream().allMatch(SchemaReader::scalar)) {
      return listed.stream().map(value -> new Option(value, Control.plain(value))).toList();
    }
    List<Option> constants = constants(schema, "oneOf");
    if (!constants.isEmpty()) {
      return constants;
    }
    List<Option> others = constants(schema, "anyOf");
    return others.isEmpty() ? words(schema) : others;
  }

  /** Of a union with an enum, the enum: what else it takes is for programs to write. */
  private static List<Option> words(JsonObject schema) {
    return Stream.of("anyOf", "oneOf")
        .flatMap(keyword -> objects(schema, keyword))
        .filter(form -> type(form).equals("string"))
        .map(SchemaReader::options)
        .filter(options -> !options.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static List<Option> constants(JsonObject schema, String keyword) {
    List<Json> choices = elements(schema, keyword).toList();
    List<Option> options =
        choices.stream()
            .flatMap(choice -> object(choice).stream())
            .flatMap(choice -> constant(choice).stream())
            .toList();
    return options.size() == choices.size() ? options : List.of();
  }

  private static Optional<Option> constant(JsonObject choice) {
    return choice
        .get("const")
        .filter(SchemaReader::scalar)
        .map(
            value ->
                new Option(value, text(choice, "title").orElseGet(() -> Control.plain(value))));
  }

  /** The type, an optional {@code null} left out; empty when there is none or a choice. */
  static String type(JsonObject schema) {
    return schema
        .get("type")
        .map(
            type -> {
              if (type instanceof JsonArray(var types)) {
                List<Json> real = types.stream().filter(t -> !t.equals(Json.of("null"))).toList();
                return real.size() == 1 ? Control.plain(real.getFirst()) : "";
              }
              return Control.plain(type);
            })
        .orElse("");
  }

  static Optional<String> text(JsonObject schema, String name) {
    return schema.get(name).flatMap(v -> v instanceof JsonString(var s) ? Optional.of(s) : none());
  }

  static Optional<BigDecimal> number(JsonObject schema, String name) {
    return schema
        .get(name)
        .flatMap(v -> v instanceof JsonNumber n ? Optional.of(n.value()) : none());
  }

  static Stream<Json> elements(JsonObject schema, String name) {
    return schema.get(name).stream()
        .flatMap(v -> v instanceof JsonArray(var all) ? all.stream() : Stream.of());
  }

  static Optional<JsonObject> object(Json json) {
    return json instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /** The forms of a union. */
  static List<JsonObject> forms(JsonObject schema) {
    return Stream.of("anyOf", "oneOf").flatMap(keyword -> objects(schema, keyword)).toList();
  }

  private static Stream<JsonObject> objects(JsonObject schema, String name) {
    return elements(schema, name).flatMap(json -> object(json).stream());
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static boolean isNull(Json value) {
    return value.kind().equals("null");
  }

  private static boolean scalar(Json value) {
    return !value.kind().equals("object") && !value.kind().equals("array") && !isNull(value);
  }
}
