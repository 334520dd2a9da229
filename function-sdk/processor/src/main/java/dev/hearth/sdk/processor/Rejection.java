package dev.hearth.sdk.processor;

import java.io.Serial;
import java.lang.annotation.Annotation;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Something in the creator's code that can't be described; becomes a compile error there. */
final class Rejection extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Element element;
  private final @Nullable Class<? extends Annotation> annotation;

  Rejection(Element element, String message) {
    this(element, null, message);
  }

  Rejection(Element element, @Nullable Class<? extends Annotation> annotation, String message) {
    super(message);
    this.element = element;
    this.annotation = annotation;
  }

  Element element() {
    return element;
  }

  /** The annotation on the element that is at fault, if it is one. */
  @Nullable Class<? extends Annotation> annotation() {
    return annotation;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
