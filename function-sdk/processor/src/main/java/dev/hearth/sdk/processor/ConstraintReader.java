package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.MediaLimits;
import dev.hearth.sdk.processor.ValueType.MediaKind;
import dev.hearth.sdk.schema.Matches;
import dev.hearth.sdk.schema.MediaSize;
import dev.hearth.sdk.schema.OneOf;
import dev.hearth.sdk.schema.Range;
import dev.hearth.sdk.schema.Size;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.LongStream;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Reads the constraints of one component and rejects those that don't fit its type. */
final class ConstraintReader {
  private final Element component;
  private final ValueType type;

  ConstraintReader(Element component, ValueType type) {
    this.component = component;
    this.type = type;
  }

  Constraints read() {
    Range range = range();
    Size size = size();
    return new Constraints(
        range == null ? Constraints.NONE.min() : range.min(),
        range == null ? Constraints.NONE.max() : range.max(),
        oneOf(),
        size == null ? 0 : size.min(),
        size == null ? Integer.MAX_VALUE : size.max(),
        pattern(),
        media());
  }

  private @Nullable Range range() {
    Range range = component.getAnnotation(Range.class);
    if (range == null) {
      return null;
    }
    if (!(type instanceof ValueType.Whole || type instanceof ValueType.Real)) {
      throw new Rejection(component, Range.class, "@Range is for numbers only");
    }
    if (!(range.min() <= range.max())) {
      throw new Rejection(
          component,
          Range.class,
          "@Range allows no number: min " + range.min() + ", max " + range.max());
    }
    return range;
  }

  private List<Long> oneOf() {
    OneOf oneOf = component.getAnnotation(OneOf.class);
    if (oneOf == null) {
      return List.of();
    }
    if (!(type instanceof ValueType.Whole)) {
      throw new Rejection(component, OneOf.class, "@OneOf is for whole numbers only");
    }
    if (oneOf.value().length == 0
        || LongStream.of(oneOf.value()).distinct().count() < oneOf.value().length) {
      throw new Rejection(component, OneOf.class, "@OneOf needs numbers, each once");
    }
    return LongStream.of(oneOf.value()).boxed().toList();
  }

  private @Nullable Size size() {
    Size size = component.getAnnotation(Size.class);
    if (size == null) {
      return null;
    }
    if (!(type instanceof ValueType.Text
        || type instanceof ValueType.ListOf
        || type instanceof ValueType.MapOf)) {
      throw new Rejection(component, Size.class, "@Size is for strings, lists and maps only");
    }
    if (size.min() < 0 || size.min() > size.max()) {
      throw new Rejection(
          component,
          Size.class,
          "@Size allows no length: min " + size.min() + ", max " + size.max());
    }
    return size;
  }

  private @Nullable String pattern() {
    Matches matches = component.getAnnotation(Matches.class);
    if (matches == null) {
      return null;
    }
    if (!(type instanceof ValueType.Text)) {
      throw new Rejection(component, Matches.class, "@Matches is for strings only");
    }
    try {
      return Pattern.compile(matches.value()).pattern();
    } catch (PatternSyntaxException e) {
      throw new Rejection(
          component, Matches.class, "@Matches has no regular expression: " + e.getDescription());
    }
  }

  private MediaLimits media() {
    MediaSize size = component.getAnnotation(MediaSize.class);
    if (size == null) {
      return MediaLimits.NONE;
    }
    ValueType leaf = leaf(type);
    if (!(leaf instanceof ValueType.MediaFile(MediaKind kind))) {
      throw new Rejection(component, MediaSize.class, "@MediaSize is for media only");
    }
    try {
      MediaLimits limits =
          new MediaLimits(
              size.maxBytes(),
              size.minWidth(),
              size.minHeight(),
              size.maxWidth(),
              size.maxHeight(),
              size.maxAspectRatio());
      boolean sides = !limits.equals(new MediaLimits(size.maxBytes(), 0, 0, 0, 0, 0));
      if (sides && kind != MediaKind.IMAGE) {
        throw new IllegalArgumentException("only an image has sides that the node can measure");
      }
      return limits;
    } catch (IllegalArgumentException e) {
      throw new Rejection(component, MediaSize.class, "@MediaSize: " + e.getMessage());
    }
  }

  private static ValueType leaf(ValueType type) {
    return switch (type) {
      case ValueType.ListOf(ValueType element) -> leaf(element);
      case ValueType.MapOf(ValueType value) -> leaf(value);
      default -> type;
    };
  }
}
