package dev.hearth.sdk.processor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names on the wire: how they come from Java names, and what people read. */
final class WireNames {
  private WireNames() {}

  /** {@code imageUrl} and {@code imageURL} become {@code image_url}. */
  static String ofField(String javaName) {
    var out = new StringBuilder();
    for (int i = 0; i < javaName.length(); i++) {
      if (beginsWord(javaName, i)) {
        out.append('_');
      }
      out.append(Character.toLowerCase(javaName.charAt(i)));
    }
    return out.toString();
  }

  private static boolean beginsWord(String name, int index) {
    if (index == 0 || !Character.isUpperCase(name.charAt(index))) {
      return false;
    }
    char before = name.charAt(index - 1);
    boolean acronymEnds =
        index + 1 < name.length() && Character.isLowerCase(name.charAt(index + 1));
    return before != '_' && (!Character.isUpperCase(before) || acronymEnds);
  }

  /** {@code PNG_8} becomes {@code png_8}. */
  static String ofConstant(String javaName) {
    return javaName.toLowerCase(Locale.ROOT);
  }

  /** {@code image_url} becomes {@code Image Url}, as in fal's schemas. */
  static String title(String wireName) {
    return Arrays.stream(wireName.split("[_.-]+", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(" "));
  }
}
