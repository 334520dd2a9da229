package dev.hearth.sdk.processor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names on the wire, as people read them. */
final class WireNames {
  private WireNames() {}

  /** {@code image_url} becomes {@code Image Url}, as in fal's schemas. */
  static String title(String wireName) {
    return Arrays.stream(wireName.split("[_.-]+", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(" "));
  }
}
