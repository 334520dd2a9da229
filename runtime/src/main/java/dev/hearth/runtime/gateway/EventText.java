package dev.hearth.runtime.gateway;

import java.nio.charset.StandardCharsets;

/** Writes JSON as the one {@code data} line of a server-sent event. */
final class EventText {
  private static final int FIRST_BEYOND_ASCII = 0x80;

  private EventText() {}

  /**
   * The line, without an end. Line breaks, which JSON has between values only, become spaces; what
   * isn't ASCII, which it has in strings only, is escaped: fal's JavaScript client decodes each
   * piece that arrives by itself, and would spoil a character whose bytes come in two.
   *
   * @param json valid JSON in UTF-8
   */
  static String data(byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8);
    var line = new StringBuilder("data: ".length() + text.length()).append("data: ");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        line.append(' ');
      } else if (c < FIRST_BEYOND_ASCII) {
        line.append(c);
      } else {
        line.append("\\u")
            .append(hex(c >> 12))
            .append(hex(c >> 8))
            .append(hex(c >> 4))
            .append(hex(c));
      }
    }
    return line.toString();
  }

  private static char hex(int digit) {
    return Character.forDigit(digit & 0xf, 16);
  }
}
