package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Endpoint;
import dev.hearth.sdk.processor.ShapeFinder.Found;
import dev.hearth.sdk.processor.TypeReader.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** Reads the endpoints of a function: its shape's own and its {@link Endpoint} methods. */
final class EntranceReader {
  private final TypeElement function;
  private final Found found;
  private final Problems problems;
  private final Types types;
  private final Visibility visibility;
  private final List<ExecutableElement> methods;

  EntranceReader(
      TypeElement function, Found found, ProcessingEnvironment environment, Problems problems) {
    this.function = function;
    this.found = found;
    this.problems = problems;
    this.types = environment.getTypeUtils();
    var elements = environment.getElementUtils();
    this.visibility = new Visibility(elements, function);
    this.methods = methods(ElementFilter.methodsIn(elements.getAllMembers(function)));
  }

  /** The function's own in their order, then inherited ones by path: a version is their digest. */
  private List<ExecutableElement> methods(List<ExecutableElement> members) {
    List<? extends Element> own = function.getEnclosedElements();
    return members.stream()
        .filter(method -> method.getAnnotation(Endpoint.class) != null)
        .sorted(
            Comparator.comparingInt(
                    (ExecutableElement method) ->
                        own.contains(method) ? own.indexOf(method) : own.size())
                .thenComparing(EntranceReader::path))
        .toList();
  }

  private static String path(ExecutableElement method) {
    return Objects.requireNonNull(method.getAnnotation(Endpoint.class)).value();
  }

  /** The root first, then in the order of the methods. */
  List<Entrance> read() {
    var entrances = new ArrayList<Entrance>();
    entrances.add(
        new Entrance(
            "/",
            function,
            type(found.input(), Direction.INPUT, function),
            type(found.output(), Direction.OUTPUT, function),
            null));
    for (ExecutableElement method : methods) {
      problems.collect(() -> entrances.add(entrance(method, path(method), entrances)));
    }
    return entrances;
  }

  private Entrance entrance(ExecutableElement method, String path, List<Entrance> others) {
    if (others.stream().anyMatch(other -> other.path().equals(path))) {
      throw rejection(
          method,
          path.equals("/")
              ? "\"/\" is the function's own endpoint; a method has another path"
              : "endpoint \"" + path + "\" stands twice");
    }
    checkMethod(method);
    var type = (ExecutableType) types.asMemberOf((DeclaredType) function.asType(), method);
    List<? extends TypeMirror> parameters = type.getParameterTypes();
    boolean batch = found.shape() == Shape.BATCH;
    if (parameters.size() != 2 || !isCall(batch ? element(parameters.get(1)) : parameters.get(1))) {
      throw signature(method);
    }
    TypeMirror input = batch ? element(parameters.getFirst()) : parameters.getFirst();
    return new Entrance(
        path,
        method,
        type(input, Direction.INPUT, method),
        type(output(method, type.getReturnType()), Direction.OUTPUT, method),
        method.getSimpleName().toString());
  }

  private void checkMethod(ExecutableElement method) {
    var modifiers = method.getModifiers();
    if (!modifiers.contains(Modifier.PUBLIC)
        || modifiers.contains(Modifier.STATIC)
        || !method.getTypeParameters().isEmpty()) {
      throw rejection(
          method, "an endpoint's method is public, not static, and has no type parameters");
    }
    for (TypeMirror thrown : method.getThrownTypes()) {
      if (thrown.toString().equals("java.lang.Throwable")) {
        throw rejection(method, "an endpoint's method throws Exceptions, not every Throwable");
      }
    }
  }

  private TypeMirror output(ExecutableElement method, TypeMirror returned) {
    return switch (found.shape()) {
      case UNARY -> {
        if (returned.getKind() == TypeKind.VOID) {
          throw signature(method);
        }
        yield returned;
      }
      case BATCH -> {
        TypeMirror output = element(returned);
        if (output.getKind() == TypeKind.NONE) {
          throw signature(method);
        }
        yield output;
      }
      case ITERATIVE -> {
        if (!types.isSameType(returned, found.state())) {
          throw signature(method);
        }
        requireNameable(method);
        yield found.output();
      }
    };
  }

  /** The codec, too, has to write the type of the state. */
  private void requireNameable(ExecutableElement method) {
    if (!(found.state() instanceof DeclaredType state) || !state.getTypeArguments().isEmpty()) {
      throw rejection(method, "with endpoints, the state is a class without type parameters");
    }
    visibility.require((TypeElement) state.asElement(), method);
  }

  private Rejection signature(ExecutableElement method) {
    return rejection(
        method,
        "an endpoint of %s function is %s"
            .formatted(
                found.shape() == Shape.BATCH ? "a batch" : "an " + shapeWord(),
                switch (found.shape()) {
                  case UNARY -> "O name(I input, Call call)";
                  case BATCH -> "List<O> name(List<I> inputs, List<Call> calls)";
                  case ITERATIVE -> found.state() + " name(I input, Call call)";
                }));
  }

  private String shapeWord() {
    return found.shape() == Shape.UNARY ? "unary" : "iterative";
  }

  private static Rejection rejection(ExecutableElement method, String message) {
    return new Rejection(method, Endpoint.class, message);
  }

  /** What a list holds; no type if it is none. */
  private TypeMirror element(TypeMirror type) {
    boolean list = isNamed(type, "java.util.List") && type instanceof DeclaredType;
    List<? extends TypeMirror> arguments =
        list ? ((DeclaredType) type).getTypeArguments() : List.of();
    return arguments.size() == 1 ? arguments.getFirst() : types.getNoType(TypeKind.NONE);
  }

  private static boolean isCall(TypeMirror type) {
    return isNamed(type, Call.class.getName());
  }

  private static boolean isNamed(TypeMirror type, String name) {
    return type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(name);
  }

  private ValueType type(TypeMirror type, Direction direction, Element place) {
    return new TypeReader(direction, visibility, problems).readWhole(type, place);
  }
}
