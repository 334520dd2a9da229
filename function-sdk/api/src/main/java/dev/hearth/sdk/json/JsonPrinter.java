package dev.hearth.sdk.json;

import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonBoolean;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.util.HexFormat;

/**
 * Writes values as compact JSON; unpaired surrogates are escaped, so the text is always valid
 * UTF-8.
 */
final class JsonPrinter {
  private JsonPrinter() {}

  static void print(Json value, StringBuilder out) {
    print(value, 0, out);
  }

  @SuppressWarnings("IfChainToSwitch") // see below
  private static void print(Json value, int depth, StringBuilder out) {
    if (depth > JsonParser.MAX_DEPTH) {
      throw new JsonException("nested deeper than " + JsonParser.MAX_DEPTH);
    }
    // Not a pattern switch: its first use takes tens of milliseconds of a worker's start.
    if (value instanceof JsonObject object) {
      object(object, depth, out);
    } else if (value instanceof JsonArray array) {
      array(array, depth, out);
    } else if (value instanceof JsonString string) {
      string(string.value(), out);
    } else if (value instanceof JsonNumber number) {
      out.append(number);
    } else if (value instanceof JsonBoolean truth) {
      out.append(truth.value());
    } else {
      out.append("null");
    }
  }

  private static void object(JsonObject object, int depth, StringBuilder out) {
    out.append('{');
    String separator = "";
    for (var member : object.members().entrySet()) {
      out.append(separator);
      string(member.getKey(), out);
      out.append(':');
      print(member.getValue(), depth + 1, out);
      separator = ",";
    }
    out.append('}');
  }

  private static void array(JsonArray array, int depth, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (Json element : array.elements()) {
      out.append(separator);
      print(element, depth + 1, out);
      separator = ",";
    }
    out.append(']');
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        out.append(c).append(text.charAt(++i));
      } else if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        escape(c, out);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append("\\u").append(HexFormat.of().toHexDigits(c));
    }
  }
}
