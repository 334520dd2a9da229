package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.UnaryFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Finds which shape a function has, and its input and output, through any supertypes between. */
final class ShapeFinder {
  private static final Map<String, Shape> SHAPES =
      Map.of(
          UnaryFunction.class.getName(), Shape.UNARY,
          BatchFunction.class.getName(), Shape.BATCH,
          IterativeFunction.class.getName(), Shape.ITERATIVE);

  private final Types types;

  ShapeFinder(Types types) {
    this.types = types;
  }

  /**
   * A shape with the type arguments of one function.
   *
   * @param state of an iterative function; of others its output
   */
  record Found(Shape shape, TypeMirror input, TypeMirror state, TypeMirror output) {}

  Found find(TypeElement function) {
    var found = new LinkedHashMap<Shape, DeclaredType>();
    collect(function.asType(), found);
    if (found.isEmpty()) {
      throw new Rejection(
          function,
          function.getSimpleName()
              + " implements none of UnaryFunction, BatchFunction and IterativeFunction");
    }
    if (found.size() > 1) {
      throw new Rejection(
          function,
          "%s has the shapes %s; a function has one"
              .formatted(
                  function.getSimpleName(), found.keySet().stream().map(Shape::word).toList()));
    }
    Map.Entry<Shape, DeclaredType> only = found.entrySet().iterator().next();
    List<? extends TypeMirror> arguments = only.getValue().getTypeArguments();
    if (arguments.isEmpty()) {
      throw new Rejection(
          function, "name the input and output of " + only.getValue().asElement().getSimpleName());
    }
    return new Found(only.getKey(), arguments.getFirst(), arguments.get(1), arguments.getLast());
  }

  private void collect(TypeMirror type, Map<Shape, DeclaredType> found) {
    if (type.getKind() == TypeKind.ERROR) {
      throw new UnresolvedTypeException(type.toString());
    }
    if (!(type instanceof DeclaredType declared)) {
      return;
    }
    String name = ((TypeElement) declared.asElement()).getQualifiedName().toString();
    Shape shape = SHAPES.get(name);
    if (shape != null) {
      found.put(shape, declared);
    } else {
      types.directSupertypes(type).forEach(supertype -> collect(supertype, found));
    }
  }
}
