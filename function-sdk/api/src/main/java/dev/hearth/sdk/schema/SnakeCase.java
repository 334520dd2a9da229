package dev.hearth.sdk.schema;

import java.util.Locale;

/**
 * Names on the wire that come from Java names; {@link WireName} gives others.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="media-codec"}
 */
public final class SnakeCase {
  private SnakeCase() {}

  /** {@code imageUrl} and {@code imageURL} become {@code image_url}. */
  public static String ofField(String javaName) {
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
  public static String ofConstant(String javaName) {
    return javaName.toLowerCase(Locale.ROOT);
  }
}
