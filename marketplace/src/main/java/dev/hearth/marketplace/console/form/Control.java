package dev.hearth.marketplace.console.form;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonBoolean;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import dev.hearth.sdk.json.JsonException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How one field is filled in, and how its text is read. */
public sealed interface Control {

  /** Reads a non-blank text. */
  Json read(String text) throws FieldProblem;

  /** Some value that the control could take, to show how a call is written. */
  Json standIn();

  /** How a value stands in the control. */
  default String write(Json value) {
    return plain(value);
  }

  /** A string without quotes; everything else as JSON. */
  static String plain(Json value) {
    return switch (value) {
      case JsonString(var text) -> text;
      case JsonNumber number -> number.value().toPlainString();
      default -> value.print();
    };
  }

  /** Text of one line or several; a maximum of 0 means none. */
  record Text(boolean multiline, int minLength, int maxLength) implements Control {
    @Override
    public Json standIn() {
      return Json.of("text");
    }

    @Override
    public Json read(String text) throws FieldProblem {
      String value = text.replace("\r\n", "\n");
      int length = value.codePointCount(0, value.length());
      if (length < minLength) {
        throw new FieldProblem("Needs at least %d characters.".formatted(minLength));
      }
      if (maxLength > 0 && length > maxLength) {
        throw new FieldProblem(
            "Can have at most %d characters, these are %d.".formatted(maxLength, length));
      }
      return Json.of(value);
    }
  }

  /** One of a few values. */
  record Choice(List<Option> options) implements Control {
    public Choice {
      options = List.copyOf(options);
    }

    @Override
    public Json standIn() {
      return options.getFirst().value();
    }

    @Override
    public Json read(String text) throws FieldProblem {
      return options.stream()
          .filter(option -> option.text().equals(text))
          .findFirst()
          .map(Option::value)
          .orElseThrow(() -> new FieldProblem("Choose one of the listed values."));
    }
  }

  /**
   * A value to choose.
   *
   * @param label what people read
   */
  record Option(Json value, String label) {
    String text() {
      return plain(value);
    }
  }

  /**
   * A number.
   *
   * @param whole whether only whole numbers are taken
   */
  record Numeric(
      boolean whole, Optional<BigDecimal> min, Optional<BigDecimal> max, Optional<BigDecimal> step)
      implements Control {
    // Longer texts can't be meant, and huge exponents would be written out digit by digit.
    private static final int MAX_LENGTH = 60;
    private static final int MAX_EXPONENT = 400;

    @Override
    public Json standIn() {
      return new JsonNumber(min.or(() -> max).orElse(BigDecimal.ONE));
    }

    @Override
    public Json read(String text) throws FieldProblem {
      BigDecimal value = parse(text.strip());
      if (whole && value.stripTrailingZeros().scale() > 0) {
        throw new FieldProblem("Must be a whole number.");
      }
      if (min.isPresent() && value.compareTo(min.get()) < 0) {
        throw new FieldProblem("Must be at least " + min.get().toPlainString() + ".");
      }
      if (max.isPresent() && value.compareTo(max.get()) > 0) {
        throw new FieldProblem("Must be at most " + max.get().toPlainString() + ".");
      }
      return new JsonNumber(whole ? value.setScale(0) : value);
    }

    private static BigDecimal parse(String text) throws FieldProblem {
      try {
        var value = text.length() > MAX_LENGTH ? null : new BigDecimal(text);
        if (value != null && Math.abs((long) value.scale()) <= MAX_EXPONENT) {
          return value;
        }
      } catch (NumberFormatException _) {
        // Told below, like numbers that are too long.
      }
      throw new FieldProblem("Must be a number.");
    }
  }

  /** Yes or no; a browser sends nothing for no. */
  record Flag() implements Control {
    @Override
    public Json standIn() {
      return new JsonBoolean(true);
    }

    @Override
    public Json read(String text) {
      return new JsonBoolean(!text.isEmpty() && !text.equals("false"));
    }
  }

  /**
   * A file, uploaded or named by its address.
   *
   * @param media {@code image}, {@code video}, {@code audio} or {@code file}
   */
  record Upload(String media) implements Control {
    @Override
    public Json standIn() {
      return Json.of("https://example.com/" + media);
    }

    @Override
    public Json read(String text) throws FieldProblem {
      String url = text.strip();
      String lower = url.toLowerCase(Locale.ROOT);
      if (!lower.startsWith("https://")
          && !lower.startsWith("http://")
          && !lower.startsWith("data:")) {
        throw new FieldProblem("Choose a file, or give an address that starts with https://.");
      }
      return Json.of(url);
    }
  }

  /**
   * Any JSON.
   *
   * @param kind the JSON Schema type that the value must have; empty for any
   */
  record RawJson(String kind) implements Control {
    @Override
    public Json standIn() {
      return kind.equals("array") ? new JsonArray(List.of()) : JsonObject.builder().build();
    }

    @Override
    public Json read(String text) throws FieldProblem {
      try {
        Json value = Json.parse(text);
        if (!kind.isEmpty() && !value.kind().equals(kind)) {
          throw new FieldProblem(
              "Must be a JSON " + kind + ", this is of type " + value.kind() + ".");
        }
        return value;
      } catch (JsonException e) {
        throw new FieldProblem("This is " + e.getMessage() + ".");
      }
    }

    @Override
    public String write(Json value) {
      return PrettyJson.print(value);
    }
  }
}
