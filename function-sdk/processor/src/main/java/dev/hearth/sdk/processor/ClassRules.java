package dev.hearth.sdk.processor;

import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** What makes a class one that a codec can create. */
final class ClassRules {
  private ClassRules() {}

  static void check(TypeElement function) {
    demand(function.getKind() == ElementKind.CLASS, function, "a function is a class");
    demand(!has(function, Modifier.ABSTRACT), function, "a function class can't be abstract");
    demand(
        function.getTypeParameters().isEmpty(),
        function,
        "a function class has no type parameters");
    for (Element at = function; at instanceof TypeElement; at = at.getEnclosingElement()) {
      boolean nested = at.getEnclosingElement() instanceof TypeElement;
      boolean needsInstance =
          nested && at.getKind() == ElementKind.CLASS && !has(at, Modifier.STATIC);
      demand(!needsInstance, function, "a nested function class must be static");
      demand(!has(at, Modifier.PRIVATE), function, "a function class can't be private");
    }
    checkConstructor(function);
  }

  private static void checkConstructor(TypeElement function) {
    List<ExecutableElement> usable =
        ElementFilter.constructorsIn(function.getEnclosedElements()).stream()
            .filter(constructor -> constructor.getParameters().isEmpty())
            .filter(constructor -> has(constructor, Modifier.PUBLIC))
            .toList();
    demand(
        !usable.isEmpty(),
        function,
        "a function class needs a public constructor without parameters");
    for (ExecutableElement constructor : usable) {
      demand(
          constructor.getThrownTypes().isEmpty(),
          constructor,
          "the constructor of a function throws nothing; do in setUp what may fail");
    }
  }

  private static boolean has(Element element, Modifier modifier) {
    return element.getModifiers().contains(modifier);
  }

  private static void demand(boolean holds, Element place, String message) {
    if (!holds) {
      throw new Rejection(place, message);
    }
  }
}
