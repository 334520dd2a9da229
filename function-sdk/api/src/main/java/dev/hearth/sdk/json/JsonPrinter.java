package dev.hearth.sdk.json;

import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonBoolean;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;

/**
 * Writes values as compact JSON; unpaired surrogates are escaped, so the text is always valid
 * UTF-8.
 */
final class JsonPrinter {
  private JsonPrinter() {}

  static void print(Json value, StringBuilder out) {
    switch (value) {
      case JsonObject object -> object(object, out);
      case JsonArray array -> array(array, out);
      case JsonString(var text) -> string(text, out);
      case JsonNumber(var number) -> out.append(number);
      case JsonBoolean(var truth) -> out.append(truth);
      case JsonNull _ -> out.append("null");
    }
  }

  private static void object(JsonObject object, StringBuilder out) {
    out.append('{');
    String separator = "";
    for (var member : object.members().entrySet()) {
      out.append(separator);
      string(member.getKey(), out);
      out.append(':');
      print(member.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  private static void array(JsonArray array, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (Json element : array.elements()) {
      out.append(separator);
      print(element, out);
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
      default -> out.append("\\u%04x".formatted((int) c));
    }
  }
}
