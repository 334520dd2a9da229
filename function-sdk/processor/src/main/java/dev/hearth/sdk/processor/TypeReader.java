package dev.hearth.sdk.processor;

import dev.hearth.sdk.processor.ValueType.MediaKind;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.SnakeCase;
import dev.hearth.sdk.schema.WireName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads the Java types of one input or output, down to the leaves. */
final class TypeReader {
  private static final Map<String, ValueType> LEAVES =
      Map.ofEntries(
          Map.entry("java.lang.String", new ValueType.Text()),
          Map.entry("java.lang.Boolean", new ValueType.Truth()),
          Map.entry("java.lang.Integer", new ValueType.Whole(false)),
          Map.entry("java.lang.Long", new ValueType.Whole(true)),
          Map.entry("java.lang.Float", new ValueType.Real(true)),
          Map.entry("java.lang.Double", new ValueType.Real(false)),
          Map.entry("dev.hearth.sdk.json.Json", new ValueType.AnyJson(false)),
          Map.entry("dev.hearth.sdk.json.Json.JsonObject", new ValueType.AnyJson(true)),
          media(MediaKind.IMAGE),
          media(MediaKind.VIDEO),
          media(MediaKind.AUDIO),
          media(MediaKind.FILE));

  private static final String MEDIA_PACKAGE = "dev.hearth.sdk.media.";

  /** Which way values of the types go. */
  enum Direction {
    INPUT,
    OUTPUT
  }

  private final Direction direction;
  private final Visibility visibility;
  private final Problems problems;

  /** Records around the place that is read, the innermost first. */
  private final Deque<TypeElement> open = new ArrayDeque<>();

  TypeReader(Direction direction, Visibility visibility, Problems problems) {
    this.direction = direction;
    this.visibility = visibility;
    this.problems = problems;
  }

  private static Map.Entry<String, ValueType> media(MediaKind kind) {
    return Map.entry(kind.javaName(), new ValueType.MediaFile(kind));
  }

  /** The type of a whole input or output: a record, {@code Json} or {@code JsonObject}. */
  ValueType readWhole(TypeMirror type, Element function) {
    ValueType read = read(type, function);
    if (read instanceof ValueType.Fields || read instanceof ValueType.AnyJson) {
      return read;
    }
    throw new Rejection(
        function,
        "the %s of a function is a record, Json or JsonObject, not %s"
            .formatted(word(), read.boxedName()));
  }

  /** The type of a value that stands at {@code place}. */
  ValueType read(TypeMirror type, Element place) {
    return switch (type.getKind()) {
      case BOOLEAN -> new ValueType.Truth();
      case INT -> new ValueType.Whole(false);
      case LONG -> new ValueType.Whole(true);
      case FLOAT -> new ValueType.Real(true);
      case DOUBLE -> new ValueType.Real(false);
      case DECLARED -> readDeclared((DeclaredType) type, place);
      case ERROR -> throw new UnresolvedTypeException(type.toString());
      case BYTE, SHORT, CHAR ->
          throw new Rejection(place, "type " + type + " has no JSON form here; use int");
      case ARRAY ->
          throw new Rejection(place, "an array isn't immutable; use java.util.List for " + type);
      default ->
          throw new Rejection(place, "type " + type + " isn't supported; name a concrete type");
    };
  }

  private ValueType readDeclared(DeclaredType type, Element place) {
    TypeElement element = (TypeElement) type.asElement();
    String name = element.getQualifiedName().toString();
    ValueType leaf = LEAVES.get(name);
    if (leaf != null) {
      return leaf;
    }
    return switch (name) {
      case "java.util.List" -> new ValueType.ListOf(read(onlyArgument(type, place), place));
      case "java.util.Map" -> readMap(type, place);
      default -> readNamed(element, name, place);
    };
  }

  private ValueType readNamed(TypeElement element, String name, Element place) {
    if (isUnion(element, name)) {
      return new UnionReader(this, element, visibility, place).read();
    }
    return switch (element.getKind()) {
      case RECORD -> readRecord(element, place);
      case ENUM -> readEnum(element, place);
      default -> throw new Rejection(place, unsupported(name));
    };
  }

  /** A sealed interface of the creator's. */
  private static boolean isUnion(TypeElement element, String name) {
    return element.getKind() == ElementKind.INTERFACE
        && element.getModifiers().contains(Modifier.SEALED)
        && !name.startsWith(MEDIA_PACKAGE);
  }

  private ValueType readMap(DeclaredType type, Element place) {
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    if (arguments.size() != 2 || !arguments.getFirst().toString().endsWith("java.lang.String")) {
      throw new Rejection(place, "the keys of a map are strings: Map<String, …>, not " + type);
    }
    return new ValueType.MapOf(read(arguments.getLast(), place));
  }

  static TypeMirror onlyArgument(DeclaredType type, Element place) {
    if (type.getTypeArguments().size() != 1) {
      throw new Rejection(place, "name the element type of " + type);
    }
    return type.getTypeArguments().getFirst();
  }

  private static String unsupported(String name) {
    return switch (name) {
      case "java.util.Optional" -> "Optional may only be the type of a record component itself";
      case "java.util.Set", "java.util.Collection" -> name + " isn't supported; use java.util.List";
      case "dev.hearth.sdk.media.Media" -> "name the kind of media: Image, Video, Audio or FileRef";
      default ->
          name + " isn't a record, enum or sealed interface, and no type that has a JSON form";
    };
  }

  ValueType.Fields readRecord(TypeElement record, Element place) {
    if (!record.getTypeParameters().isEmpty()) {
      throw new Rejection(
          place, "record " + record + " has type parameters, which isn't supported");
    }
    if (open.contains(record)) {
      throw new Rejection(place, "record " + record + " contains itself");
    }
    visibility.require(record, place);
    open.push(record);
    try {
      return new ValueType.Fields(
          record.getQualifiedName().toString(),
          record.getSimpleName().toString(),
          description(record),
          readFields(record));
    } finally {
      open.pop();
    }
  }

  private List<Field> readFields(TypeElement record) {
    var fields = new ArrayList<Field>();
    var names = new HashSet<String>();
    for (RecordComponentElement component : record.getRecordComponents()) {
      problems.collect(
          () -> {
            Field field = new FieldReader(this, component).read();
            if (!names.add(field.wireName())) {
              throw new Rejection(
                  component,
                  "field \"%s\" stands twice in %s"
                      .formatted(field.wireName(), record.getSimpleName()));
            }
            fields.add(field);
          });
    }
    return List.copyOf(fields);
  }

  ValueType.Choice readEnum(TypeElement type, Element place) {
    visibility.require(type, place);
    var constants = new ArrayList<ValueType.Constant>();
    var names = new HashSet<String>();
    for (Element constant : type.getEnclosedElements()) {
      if (constant.getKind() == ElementKind.ENUM_CONSTANT) {
        String javaName = constant.getSimpleName().toString();
        WireName given = constant.getAnnotation(WireName.class);
        String wireName = given == null ? SnakeCase.ofConstant(javaName) : given.value();
        if (wireName.isEmpty() || !names.add(wireName)) {
          throw new Rejection(
              constant, "wire name \"" + wireName + "\" is empty or stands twice in " + type);
        }
        constants.add(new ValueType.Constant(javaName, wireName));
      }
    }
    if (constants.isEmpty()) {
      throw new Rejection(place, "enum " + type + " has no constants");
    }
    return new ValueType.Choice(type.getQualifiedName().toString(), List.copyOf(constants));
  }

  static String description(Element element) {
    Description description = element.getAnnotation(Description.class);
    return description == null ? "" : description.value();
  }

  private String word() {
    return direction == Direction.INPUT ? "input" : "output";
  }
}
