package dev.hearth.sdk.json;

import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonBoolean;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;

/**
 * A strict recursive-descent parser of RFC 8259; nesting is bounded, so that input can't overflow
 * the stack.
 */
final class JsonParser {
  /** Also what the printer writes at most, so that every text of ours can be read again. */
  static final int MAX_DEPTH = 200;

  private static final int MAX_NUMBER_LENGTH = 1_000;

  /** Characters, sign included, of whole numbers that are 64 bits for sure. */
  private static final int SURE_LONG_LENGTH = 18;

  private final String text;
  private int position;

  JsonParser(String text) {
    this.text = text;
  }

  Json parse() {
    Json value = value(0);
    skipSpace();
    if (position < text.length()) {
      throw error("text after the value");
    }
    return value;
  }

  private Json value(int depth) {
    if (depth > MAX_DEPTH) {
      throw error("nested deeper than " + MAX_DEPTH);
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new JsonString(string());
      case 't' -> literal("true", new JsonBoolean(true));
      case 'f' -> literal("false", new JsonBoolean(false));
      case 'n' -> literal("null", JsonNull.INSTANCE);
      default -> number();
    };
  }

  private Json object(int depth) {
    position++;
    var members = new LinkedHashMap<String, Json>();
    skipSpace();
    if (accept('}')) {
      return new JsonObject(members);
    }
    do {
      skipSpace();
      if (peek() != '"') {
        throw error("expected a member name");
      }
      String name = string();
      skipSpace();
      expect(':');
      members.put(name, value(depth + 1));
      skipSpace();
    } while (accept(','));
    expect('}');
    return new JsonObject(members);
  }

  private Json array(int depth) {
    position++;
    var elements = new ArrayList<Json>();
    skipSpace();
    if (accept(']')) {
      return new JsonArray(elements);
    }
    do {
      elements.add(value(depth + 1));
      skipSpace();
    } while (accept(','));
    expect(']');
    return new JsonArray(elements);
  }

  private String string() {
    int start = ++position;
    int end = start;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
      if (text.charAt(end) < ' ') {
        position = end;
        throw error("control character in a string");
      }
      end++;
    }
    if (end < text.length() && text.charAt(end) == '"') {
      position = end + 1;
      return text.substring(start, end);
    }
    position = end;
    return escapedString(new StringBuilder(text.substring(start, end)));
  }

  private String escapedString(StringBuilder out) {
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      } else if (c == '\\') {
        out.append(escape());
      } else if (c < ' ') {
        throw error("control character in a string");
      } else {
        out.append(c);
      }
    }
  }

  private char escape() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw error("unknown escape \\" + c);
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      if (!HexFormat.isHexDigit(c)) {
        throw error("\\u needs four hexadecimal digits");
      }
      code = code * 16 + HexFormat.fromHexDigit(c);
    }
    return (char) code;
  }

  private Json number() {
    int start = position;
    accept('-');
    if (!accept('0')) {
      digits();
    }
    int wholeEnd = position;
    if (accept('.')) {
      digits();
    }
    if (accept('e') || accept('E')) {
      if (!accept('+')) {
        accept('-');
      }
      digits();
    }
    if (position - start > MAX_NUMBER_LENGTH) {
      throw error("number longer than " + MAX_NUMBER_LENGTH + " characters");
    }
    if (position == wholeEnd && position - start <= SURE_LONG_LENGTH) {
      return new JsonNumber(Long.parseLong(text, start, position, 10));
    }
    try {
      return new JsonNumber(new BigDecimal(text.substring(start, position)));
    } catch (NumberFormatException e) {
      throw new JsonException("number out of range at character " + start, e);
    }
  }

  private void digits() {
    int start = position;
    while (position < text.length()
        && text.charAt(position) >= '0'
        && text.charAt(position) <= '9') {
      position++;
    }
    if (position == start) {
      throw error(position < text.length() ? "unexpected character" : "unexpected end");
    }
  }

  private Json literal(String word, Json value) {
    if (!text.startsWith(word, position)) {
      throw error("unexpected character");
    }
    position += word.length();
    return value;
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private char peek() {
    if (position >= text.length()) {
      throw error("unexpected end");
    }
    return text.charAt(position);
  }

  private char next() {
    char c = peek();
    position++;
    return c;
  }

  private boolean accept(char c) {
    if (position < text.length() && text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw error("expected '" + c + "'");
    }
  }

  private JsonException error(String what) {
    return new JsonException("not JSON: " + what + " at character " + position);
  }
}
