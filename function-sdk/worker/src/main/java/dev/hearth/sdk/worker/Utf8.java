package dev.hearth.sdk.worker;

/** Lengths in UTF-8 without encoding. */
final class Utf8 {
  private Utf8() {}

  /** Bytes of the text in UTF-8; an unpaired surrogate counts as three. */
  static int length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += bytes(text.charAt(i));
    }
    return bytes;
  }

  /** The longest beginning of the text that has at most so many bytes and splits no pair. */
  static String cut(String text, int maxBytes) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += bytes(text.charAt(i));
      if (bytes > maxBytes) {
        boolean splitsPair = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        return text.substring(0, splitsPair ? i - 1 : i);
      }
    }
    return text;
  }

  private static int bytes(char c) {
    if (c < 0x80) {
      return 1;
    }
    // Two halves of a pair have four bytes together; counted as six, which only cuts earlier.
    return c < 0x800 ? 2 : 3;
  }
}
