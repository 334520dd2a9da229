package dev.hearth.sdk.processor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells why a default, sample or example isn't what its schema accepts. Callers' inputs don't come
 * here; the node validates them.
 */
final class ValueCheck {
  private ValueCheck() {}

  /** What is wrong with the value of a type, if anything. */
  static Optional<String> problem(Json value, ValueType type, Constraints constraints) {
    try {
      checkType(value, type);
      checkConstraints(value, constraints);
      return Optional.empty();
    } catch (JsonException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void checkType(Json value, ValueType type) {
    switch (type) {
      case ValueType.Text _, ValueType.MediaFile _ -> expect(value, "string");
      case ValueType.Truth _ -> expect(value, "boolean");
      case ValueType.Whole(boolean wide) -> checkBits(value.asLong(), wide);
      case ValueType.Real _ -> expect(value, "number");
      case ValueType.AnyJson(boolean object) -> expect(value, object ? "object" : value.kind());
      case ValueType.Choice choice -> checkChoice(value.asString(), choice.wireNames());
      case ValueType.ListOf(ValueType element) ->
          value.asArray().forEach(entry -> checkType(entry, element));
      case ValueType.MapOf(ValueType each) ->
          value.asObject().members().values().forEach(entry -> checkType(entry, each));
      case ValueType.Union union -> checkUnion(value, union);
      case ValueType.Fields fields -> checkFields(value.asObject(), fields.fields());
    }
  }

  private static void expect(Json value, String kind) {
    demand(
        value.kind().equals(kind), "expected a value of type " + kind + ", found " + value.kind());
  }

  private static void checkBits(long value, boolean wide) {
    demand(wide || value == (int) value, value + " has more than 32 bits");
  }

  private static void checkChoice(String value, List<String> allowed) {
    demand(allowed.contains(value), "\"" + value + "\" is none of " + allowed);
  }

  private static void checkUnion(Json value, ValueType.Union union) {
    ValueType.Choice words = union.words();
    if (words != null && value instanceof Json.JsonString(String word)) {
      checkChoice(word, words.wireNames());
    } else if (union.tag().isEmpty()) {
      checkType(value, union.variants().getFirst().fields());
    } else {
      JsonObject object = value.asObject();
      String tag = object.string(union.tag());
      checkChoice(tag, union.variants().stream().map(ValueType.Variant::tag).toList());
      for (ValueType.Variant variant : union.variants()) {
        if (variant.tag().equals(tag)) {
          checkFields(without(object, union.tag()), variant.fields().fields());
        }
      }
    }
  }

  private static JsonObject without(JsonObject object, String name) {
    var members = new LinkedHashMap<>(object.members());
    members.remove(name);
    return new JsonObject(members);
  }

  private static void checkFields(JsonObject object, List<Field> fields) {
    for (Field field : fields) {
      Optional<Json> value = object.get(field.wireName());
      demand(
          value.isPresent() || field.mayBeLeftOut(),
          "required field \"" + field.wireName() + "\" is missing");
      value
          .flatMap(present -> problem(present, field.type(), field.constraints()))
          .ifPresent(problem -> demand(false, "field \"" + field.wireName() + "\": " + problem));
    }
    for (String name : object.members().keySet()) {
      demand(
          fields.stream().anyMatch(field -> field.wireName().equals(name)),
          "there is no field \"" + name + "\"");
    }
  }

  private static void checkConstraints(Json value, Constraints constraints) {
    switch (value) {
      case Json.JsonNumber number -> checkNumber(number.value(), constraints);
      case Json.JsonString(String text) -> checkText(text, constraints);
      case Json.JsonArray(List<Json> elements) -> checkLength(elements.size(), constraints);
      case JsonObject(var members) -> checkLength(members.size(), constraints);
      case Json.JsonBoolean _, Json.JsonNull _ -> {}
    }
  }

  private static void checkNumber(BigDecimal number, Constraints constraints) {
    double value = number.doubleValue();
    demand(
        value >= constraints.min() && value <= constraints.max(),
        number + " is outside " + constraints.min() + " to " + constraints.max());
    demand(
        constraints.oneOf().isEmpty() || constraints.oneOf().contains(number.longValue()),
        number + " is none of " + constraints.oneOf());
  }

  private static void checkText(String text, Constraints constraints) {
    checkLength(text.codePointCount(0, text.length()), constraints);
    String pattern = constraints.pattern();
    demand(
        pattern == null || Pattern.compile(pattern).matcher(text).find(),
        "\"" + text + "\" doesn't match " + pattern);
  }

  private static void checkLength(int length, Constraints constraints) {
    demand(
        length >= constraints.minSize() && length <= constraints.maxSize(),
        "length "
            + length
            + " is outside "
            + constraints.minSize()
            + " to "
            + constraints.maxSize());
  }

  private static void demand(boolean holds, String message) {
    if (!holds) {
      throw new JsonException(message);
    }
  }
}
