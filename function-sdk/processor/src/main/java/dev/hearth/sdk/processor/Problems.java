package dev.hearth.sdk.processor;

import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Compile errors, each at the place in the creator's code that has to change. */
final class Problems {
  private final Messager messager;
  private final Set<String> reported = new HashSet<>();

  Problems(Messager messager) {
    this.messager = messager;
  }

  /** Whether the project is without errors so far. */
  boolean none() {
    return reported.isEmpty();
  }

  /** Runs a step; what it rejects is reported, and the steps after it still run. */
  void collect(Runnable step) {
    try {
      step.run();
    } catch (Rejection rejection) {
      report(rejection);
    }
  }

  void report(Rejection rejection) {
    Element place = place(rejection.element());
    // A type may be read more than once, as input and as output.
    if (!reported.add(place.getEnclosingElement() + " " + place + " " + rejection.reason())) {
      return;
    }
    AnnotationMirror annotation = mirror(rejection.element(), rejection.annotation());
    if (annotation == null) {
      messager.printError(rejection.reason(), place);
    } else {
      messager.printMessage(Diagnostic.Kind.ERROR, rejection.reason(), place, annotation);
    }
  }

  /** javac knows no position of a record component, but that of its field. */
  private static Element place(Element element) {
    if (element.getKind() != ElementKind.RECORD_COMPONENT) {
      return element;
    }
    Element owner = Objects.requireNonNull(element.getEnclosingElement());
    return ElementFilter.fieldsIn(owner.getEnclosedElements()).stream()
        .filter(field -> field.getSimpleName().equals(element.getSimpleName()))
        .<Element>map(field -> field)
        .findFirst()
        .orElse(element);
  }

  private static @Nullable AnnotationMirror mirror(
      Element element, @Nullable Class<? extends Annotation> annotation) {
    if (annotation == null || element.getKind() == ElementKind.RECORD_COMPONENT) {
      return null;
    }
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
      if (type.getQualifiedName().contentEquals(String.valueOf(annotation.getCanonicalName()))) {
        return mirror;
      }
    }
    return null;
  }
}
