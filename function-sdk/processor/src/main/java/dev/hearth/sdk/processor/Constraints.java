package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.MediaLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a field's annotations demand of its value, known to fit its type.
 *
 * @param min least number, minus infinity for none
 * @param max greatest number, infinity for none
 * @param oneOf only numbers; empty for no limit
 * @param minSize least length
 * @param maxSize greatest length, {@code Integer.MAX_VALUE} for none
 * @param pattern regular expression that a string matches
 * @param media bounds of media
 */
record Constraints(
    double min,
    double max,
    List<Long> oneOf,
    int minSize,
    int maxSize,
    @Nullable String pattern,
    MediaLimits media) {
  static final Constraints NONE =
      new Constraints(
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          List.of(),
          0,
          Integer.MAX_VALUE,
          null,
          MediaLimits.NONE);

  Constraints {
    oneOf = List.copyOf(oneOf);
  }
}
