package dev.hearth.sdk.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value (RFC 8259). A function may take or return a whole {@code Json} where it has no
 * schema of its own. Values are immutable; objects keep the order of their members.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="json"}
 */
public sealed interface Json {

  /** Parses one JSON text. */
  static Json parse(String text) {
    return new JsonParser(text).parse();
  }

  /** Parses a text whose top level must be an object. */
  static JsonObject parseObject(String text) {
    if (parse(text) instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("expected a JSON object");
  }

  /** A string value. */
  static Json of(String value) {
    return new JsonString(value);
  }

  /** A whole number. */
  static Json of(long value) {
    return new JsonNumber(value);
  }

  /**
   * A floating-point number.
   *
   * @throws IllegalArgumentException for NaN and infinities, which JSON can't write
   */
  static Json of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number " + value);
    }
    return new JsonNumber(BigDecimal.valueOf(value));
  }

  /** A truth value. */
  static Json of(boolean value) {
    return new JsonBoolean(value);
  }

  /**
   * This value as compact JSON text.
   *
   * @throws JsonException if it is nested deeper than {@link #parse} reads
   */
  default String print() {
    var out = new StringBuilder();
    JsonPrinter.print(this, out);
    return out.toString();
  }

  /** Members in order; a key stands once. */
  record JsonObject(Map<String, Json> members) implements Json {
    public JsonObject {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** An object of the given members, in this order. */
    public static Builder builder() {
      return new Builder();
    }

    /** The member of that name, if there is one and it isn't {@code null}. */
    public Optional<Json> get(String name) {
      Json value = members.get(name);
      return value == null || value instanceof JsonNull ? Optional.empty() : Optional.of(value);
    }

    /** The member of that name; a missing one is an error. */
    public Json require(String name) {
      Json value = members.get(name);
      if (value == null || value instanceof JsonNull) {
        throw new JsonException("missing member \"" + name + "\"");
      }
      return value;
    }

    /** The text of a string member. */
    public String string(String name) {
      return require(name).asString();
    }

    /** The value of a whole-number member. */
    public long integer(String name) {
      return require(name).asLong();
    }

    /** An object member. */
    public JsonObject object(String name) {
      return require(name).asObject();
    }

    /** The elements of an array member; none when it is missing. */
    public List<Json> array(String name) {
      return get(name).map(Json::asArray).orElse(List.of());
    }

    /** A copy in which {@code name} has this value. */
    public JsonObject with(String name, Json value) {
      var copy = new LinkedHashMap<>(members);
      copy.put(name, value);
      return new JsonObject(copy);
    }

    /** Collects members in order. */
    public static final class Builder {
      private final Map<String, Json> members = new LinkedHashMap<>();

      /** Adds or replaces a member. */
      public Builder put(String name, Json value) {
        members.put(name, value);
        return this;
      }

      /** Adds or replaces a string member. */
      public Builder put(String name, String value) {
        return put(name, Json.of(value));
      }

      /** Adds or replaces a whole-number member. */
      public Builder put(String name, long value) {
        return put(name, Json.of(value));
      }

      /** Adds or replaces a boolean member. */
      public Builder put(String name, boolean value) {
        return put(name, Json.of(value));
      }

      /** Adds or replaces all members of an object. */
      public Builder putAll(JsonObject object) {
        members.putAll(object.members());
        return this;
      }

      /** The object so far. */
      public JsonObject build() {
        return new JsonObject(members);
      }
    }
  }

  /** Elements in order. */
  record JsonArray(List<Json> elements) implements Json {
    public JsonArray {
      elements = List.copyOf(elements);
    }

    /** An array of strings. */
    public static JsonArray ofStrings(List<String> values) {
      var elements = new ArrayList<Json>(values.size());
      values.forEach(value -> elements.add(new JsonString(value)));
      return new JsonArray(elements);
    }
  }

  /** Text. */
  record JsonString(String value) implements Json {
    public JsonString {
      Objects.requireNonNull(value);
    }
  }

  /** A number of any size and precision, kept as it was written. */
  final class JsonNumber implements Json {
    private static final int LONG_BITS = 63;

    private final long whole;

    /**
     * The number, unless it is {@link #whole}: of most numbers no {@code BigDecimal} is made, as
     * the first one takes tens of milliseconds of a worker's start.
     */
    private final @Nullable BigDecimal other;

    public JsonNumber(long value) {
      this.whole = value;
      this.other = null;
    }

    public JsonNumber(BigDecimal value) {
      boolean isLong = value.scale() == 0 && value.unscaledValue().bitLength() <= LONG_BITS;
      this.whole = isLong ? value.longValue() : 0;
      this.other = isLong ? null : value;
    }

    /** The number, its scale as it was written. */
    public BigDecimal value() {
      return other == null ? BigDecimal.valueOf(whole) : other;
    }

    long exactLong() {
      return other == null ? whole : other.longValueExact();
    }

    double nearestDouble() {
      return other == null ? (double) whole : other.doubleValue();
    }

    /** Whether the other is the same number, written with the same scale. */
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof JsonNumber number
          && whole == number.whole
          && Objects.equals(other, number.other);
    }

    @Override
    public int hashCode() {
      return other == null ? Long.hashCode(whole) : other.hashCode();
    }

    /** The number as JSON has it. */
    @Override
    public String toString() {
      return other == null ? Long.toString(whole) : other.toString();
    }
  }

  /** {@code true} or {@code false}. */
  record JsonBoolean(boolean value) implements Json {}

  /** {@code null}. */
  record JsonNull() implements Json {
    /** The only value that is needed. */
    public static final JsonNull INSTANCE = new JsonNull();
  }

  /** This value's text; an error when it is no string. */
  default String asString() {
    if (this instanceof JsonString(var value)) {
      return value;
    }
    throw new JsonException("expected a string, found " + kind());
  }

  /** This value as a {@code long}; an error when it is no whole number of 64 bits. */
  default long asLong() {
    if (this instanceof JsonNumber number) {
      try {
        return number.exactLong();
      } catch (ArithmeticException e) {
        throw new JsonException("expected a whole number of 64 bits", e);
      }
    }
    throw new JsonException("expected a number, found " + kind());
  }

  /** This value as an {@code int}; an error when it is no whole number of 32 bits. */
  default int asInt() {
    long value = asLong();
    if (value != (int) value) {
      throw new JsonException("expected a whole number of 32 bits, found " + value);
    }
    return (int) value;
  }

  /** This value as the nearest {@code double}; an error when it is no number or too large. */
  default double asDouble() {
    if (this instanceof JsonNumber number) {
      double nearest = number.nearestDouble();
      if (Double.isInfinite(nearest)) {
        throw new JsonException("expected a number of at most " + Double.MAX_VALUE);
      }
      return nearest;
    }
    throw new JsonException("expected a number, found " + kind());
  }

  /** This truth value; an error when it is none. */
  default boolean asBoolean() {
    if (this instanceof JsonBoolean(var value)) {
      return value;
    }
    throw new JsonException("expected true or false, found " + kind());
  }

  /** This object; an error when it is none. */
  default JsonObject asObject() {
    if (this instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("expected an object, found " + kind());
  }

  /** This array's elements; an error when it is none. */
  default List<Json> asArray() {
    if (this instanceof JsonArray(var elements)) {
      return elements;
    }
    throw new JsonException("expected an array, found " + kind());
  }

  /** What kind of value this is, as JSON Schema names it. */
  default String kind() {
    return switch (this) {
      case JsonObject _ -> "object";
      case JsonArray _ -> "array";
      case JsonString _ -> "string";
      case JsonNumber _ -> "number";
      case JsonBoolean _ -> "boolean";
      case JsonNull _ -> "null";
    };
  }
}
