package dev.hearth.sdk.compat;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonBoolean;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what schemas say of a value itself: type, values, range, length, pattern. */
final class Scalars {
  static final Set<String> KNOWN =
      Set.of(
          "type",
          "enum",
          "const",
          "minimum",
          "exclusiveMinimum",
          "maximum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "uniqueItems",
          "pattern",
          "items",
          "x-hearth-media",
          "x-fal");

  private static final List<String> AT_LEAST =
      List.of("minimum", "minLength", "minItems", "minProperties");
  private static final List<String> AT_MOST =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");

  private Scalars() {}

  /** A difference, as the two schemas have it. */
  record Fault(String what, String wide, String narrow) {}

  static boolean typesFit(Flat wide, Flat narrow) {
    Set<String> allowed = wide.types();
    return narrow.types().stream()
        .allMatch(
            type ->
                allowed.contains(type)
                    || (type.equals("integer") && allowed.contains("number"))
                    || (type.equals("number") && wholeOnly(narrow) && allowed.contains("integer")));
  }

  /** Numbers without {@code type} have their kind from their values. */
  private static boolean wholeOnly(Flat schema) {
    return !schema.values().isEmpty()
        && schema.values().stream()
            .allMatch(v -> !(v instanceof JsonNumber n) || isWhole(n.value()));
  }

  private static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0;
  }

  /** Where the narrow schema allows what the wide one doesn't. */
  static List<Fault> faults(Flat wide, Flat narrow) {
    var faults = new ArrayList<Fault>();
    if (!narrow.values().isEmpty()) {
      List<Json> refused = narrow.values().stream().filter(v -> !accepts(wide, v)).toList();
      if (!refused.isEmpty()) {
        faults.add(new Fault("one of the values", rangeText(wide), words(narrow.values())));
      }
      return faults;
    }
    if (!wide.values().isEmpty() && !onlyBooleans(wide, narrow)) {
      faults.add(new Fault("one of the values", words(wide.values()), "any"));
    }
    AT_LEAST.forEach(keyword -> bound(keyword, wide, narrow, 1, faults));
    AT_MOST.forEach(keyword -> bound(keyword, wide, narrow, -1, faults));
    exclusive("exclusiveMinimum", "minimum", wide, narrow, 1, faults);
    exclusive("exclusiveMaximum", "maximum", wide, narrow, -1, faults);
    multiple(wide, narrow, faults);
    equal("pattern", wide, narrow, faults);
    if (isTrue(wide.members().get("uniqueItems")) && !isTrue(narrow.members().get("uniqueItems"))) {
      faults.add(new Fault("uniqueness of elements", "demanded", "not"));
    }
    if (wide.members().get("x-fal") instanceof JsonObject limits) {
      JsonObject others =
          narrow.members().get("x-fal") instanceof JsonObject o ? o : JsonObject.builder().build();
      media(limits, others, faults);
    }
    return faults;
  }

  private static boolean onlyBooleans(Flat wide, Flat narrow) {
    return narrow.types().equals(Set.of("boolean")) && Set.copyOf(wide.values()).size() == 2;
  }

  private static boolean accepts(Flat schema, Json value) {
    var one = JsonObject.builder().put("const", value);
    return typesFit(schema, new Flat(schema.root(), one.build()))
        && (schema.values().isEmpty() || contains(schema.values(), value))
        && inRange(schema, value);
  }

  private static boolean contains(List<Json> values, Json value) {
    return values.stream().anyMatch(each -> same(each, value));
  }

  /** JSON Schema has 1 and 1.0 as one number. */
  private static boolean same(Json a, Json b) {
    if (a instanceof JsonNumber x && b instanceof JsonNumber y) {
      return x.value().compareTo(y.value()) == 0;
    }
    return a.equals(b);
  }

  private static boolean inRange(Flat schema, Json value) {
    return switch (value) {
      case JsonNumber number -> numberInRange(schema, number.value());
      case JsonString(String text) -> textInRange(schema, text);
      // Constants that are lists or objects are compared by equality alone.
      case JsonObject _, Json.JsonArray _ -> !schema.values().isEmpty();
      case JsonBoolean _, Json.JsonNull _ -> true;
    };
  }

  private static boolean numberInRange(Flat schema, BigDecimal value) {
    BigDecimal step = number(schema, "multipleOf");
    return sign(value, number(schema, "minimum")) >= 0
        && sign(number(schema, "maximum"), value) >= 0
        && sign(value, number(schema, "exclusiveMinimum")) > 0
        && sign(number(schema, "exclusiveMaximum"), value) > 0
        && (step == null || step.signum() <= 0 || value.remainder(step).signum() == 0);
  }

  /** Which of two is greater; whatever passes if there is no bound. */
  private static int sign(@Nullable BigDecimal greater, @Nullable BigDecimal less) {
    return greater == null || less == null ? 1 : greater.compareTo(less);
  }

  private static boolean textInRange(Flat schema, String text) {
    var length = BigDecimal.valueOf(text.codePointCount(0, text.length()));
    String pattern = schema.text("pattern");
    return sign(length, number(schema, "minLength")) >= 0
        && sign(number(schema, "maxLength"), length) >= 0
        && (pattern.isEmpty() || matches(pattern, text));
  }

  private static boolean matches(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return false; // another dialect: nothing is known of it
    }
  }

  /**
   * @param direction 1 for a least value, -1 for a greatest
   */
  private static void bound(
      String keyword, Flat wide, Flat narrow, int direction, List<Fault> faults) {
    BigDecimal limit = number(wide, keyword);
    if (limit == null || harmless(keyword, limit) || irrelevant(keyword, narrow)) {
      return;
    }
    BigDecimal other = number(narrow, keyword);
    BigDecimal exclusive = number(narrow, exclusiveOf(keyword));
    boolean holds = atLeast(other, limit, direction) || atLeast(exclusive, limit, direction);
    if (!holds) {
      faults.add(new Fault(keyword, text(limit), text(other != null ? other : exclusive)));
    }
  }

  /** Positive if the value is on the strict side of the limit. */
  private static int beyond(BigDecimal value, BigDecimal limit, int direction) {
    return direction * Integer.signum(value.compareTo(limit));
  }

  private static boolean atLeast(@Nullable BigDecimal value, BigDecimal limit, int direction) {
    return value != null && beyond(value, limit, direction) >= 0;
  }

  private static boolean harmless(String keyword, BigDecimal limit) {
    return keyword.startsWith("min") && !keyword.equals("minimum") && limit.signum() <= 0;
  }

  /** Whether no value of the schema is of the kind that the keyword speaks of. */
  private static boolean irrelevant(String keyword, Flat schema) {
    return switch (keyword) {
      case "minLength", "maxLength" -> !schema.allows("string");
      case "minItems", "maxItems" -> !schema.allows("array");
      case "minProperties", "maxProperties" -> !schema.allows("object");
      default -> !schema.allows("number") && !schema.allows("integer");
    };
  }

  private static String exclusiveOf(String keyword) {
    return switch (keyword) {
      case "minimum" -> "exclusiveMinimum";
      case "maximum" -> "exclusiveMaximum";
      default -> "";
    };
  }

  private static void exclusive(
      String keyword, String inclusive, Flat wide, Flat narrow, int direction, List<Fault> faults) {
    BigDecimal limit = number(wide, keyword);
    if (limit == null || irrelevant(inclusive, narrow)) {
      return;
    }
    BigDecimal other = number(narrow, keyword);
    BigDecimal closed = number(narrow, inclusive);
    boolean holds =
        atLeast(other, limit, direction)
            || (closed != null && beyond(closed, limit, direction) > 0);
    if (!holds) {
      faults.add(new Fault(keyword, text(limit), text(other != null ? other : closed)));
    }
  }

  private static void multiple(Flat wide, Flat narrow, List<Fault> faults) {
    BigDecimal step = number(wide, "multipleOf");
    if (step == null || step.signum() <= 0 || irrelevant("minimum", narrow)) {
      return;
    }
    BigDecimal other = number(narrow, "multipleOf");
    boolean holds =
        other == null
            ? !narrow.allows("number") && divides(step)
            : other.remainder(step).signum() == 0;
    if (!holds) {
      faults.add(new Fault("multipleOf", text(step), text(other)));
    }
  }

  /** Whether every whole number is a multiple. */
  private static boolean divides(BigDecimal step) {
    return BigDecimal.ONE.remainder(step).signum() == 0;
  }

  private static void equal(String keyword, Flat wide, Flat narrow, List<Fault> faults) {
    String wanted = wide.text(keyword);
    if (!wanted.isEmpty() && narrow.allows("string") && !wanted.equals(narrow.text(keyword))) {
      String other = narrow.text(keyword);
      faults.add(new Fault(keyword, wanted, other.isEmpty() ? "none" : other));
    }
  }

  private static void media(JsonObject wide, JsonObject narrow, List<Fault> faults) {
    wide.members()
        .forEach(
            (name, value) -> {
              if (!(value instanceof JsonNumber limit) || name.equals("timeout")) {
                return;
              }
              BigDecimal other =
                  narrow.members().get(name) instanceof JsonNumber n ? n.value() : null;
              int direction = name.startsWith("min_") ? 1 : -1;
              if (other == null || beyond(other, limit.value(), direction) < 0) {
                faults.add(new Fault(name, text(limit.value()), text(other)));
              }
            });
  }

  private static @Nullable BigDecimal number(Flat schema, String keyword) {
    return schema.members().get(keyword) instanceof JsonNumber number ? number.value() : null;
  }

  private static boolean isTrue(@Nullable Json json) {
    return json instanceof JsonBoolean(boolean value) && value;
  }

  private static String text(@Nullable BigDecimal number) {
    return number == null ? "none" : number.stripTrailingZeros().toPlainString();
  }

  private static String rangeText(Flat schema) {
    return schema.values().isEmpty() ? "others" : words(schema.values());
  }

  private static String words(List<Json> values) {
    return values.stream().map(Json::print).collect(Collectors.joining(", ", "[", "]"));
  }
}
