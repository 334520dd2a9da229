package dev.hearth.sdk.processor;

import org.jspecify.annotations.Nullable;

/** Java source under construction: lines, indented by the braces at their ends. */
final class SourceText {
  private final StringBuilder out = new StringBuilder();
  private int depth;

  /** Adds a line; a line that begins with a closing brace ends a block, one with an open begins. */
  SourceText line(String text) {
    if (text.startsWith("}")) {
      depth--;
    }
    out.append(text.isEmpty() ? "" : "  ".repeat(depth)).append(text).append('\n');
    if (text.endsWith("{")) {
      depth++;
    }
    return this;
  }

  /** A string literal of ASCII, so that the encoding of the project doesn't matter. */
  static String literal(@Nullable String text) {
    var out = new StringBuilder("\"");
    for (char c : String.valueOf(text).toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        out.append(c);
      } else {
        // Not a Unicode escape for controls: javac would read a line end before the literal.
        out.append(c < ' ' ? "\\%03o".formatted((int) c) : "\\u%04x".formatted((int) c));
      }
    }
    return out.append('"').toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
