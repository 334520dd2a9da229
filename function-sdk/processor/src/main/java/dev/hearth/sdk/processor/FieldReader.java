package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.MediaPlaces;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.processor.Field.Presence;
import dev.hearth.sdk.processor.TypeReader.Direction;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Obsolete;
import dev.hearth.sdk.schema.Sample;
import dev.hearth.sdk.schema.SnakeCase;
import dev.hearth.sdk.schema.Ui;
import dev.hearth.sdk.schema.WireName;
import java.lang.annotation.Annotation;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads one record component. */
final class FieldReader {
  static final Pattern WIRE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

  private final TypeReader types;
  private final RecordComponentElement component;

  FieldReader(TypeReader types, RecordComponentElement component) {
    this.types = types;
    this.component = component;
  }

  Field read() {
    Presence presence = presence();
    ValueType type = types.read(valueType(presence), component);
    Constraints constraints = new ConstraintReader(component, type).read();
    Default fallback = component.getAnnotation(Default.class);
    Sample sample = component.getAnnotation(Sample.class);
    return new Field(
        component.getSimpleName().toString(),
        wireName(),
        type,
        presence,
        constraints,
        fallback == null ? null : fallback(fallback.value(), type, constraints, presence),
        sample == null ? null : value(Sample.class, sample.value(), type, constraints),
        ui(),
        component.getAnnotation(Obsolete.class) != null,
        TypeReader.description(component));
  }

  private @Nullable JsonObject ui() {
    Ui ui = component.getAnnotation(Ui.class);
    if (ui == null) {
      return null;
    }
    var hints = JsonObject.builder();
    if (!ui.field().isEmpty()) {
      hints.put("field", ui.field());
    }
    if (ui.important()) {
      hints.put("important", true);
    }
    return hints.build();
  }

  private String wireName() {
    WireName given = component.getAnnotation(WireName.class);
    String name =
        given == null ? SnakeCase.ofField(component.getSimpleName().toString()) : given.value();
    if (!WIRE_NAME.matcher(name).matches()) {
      throw new Rejection(
          component,
          WireName.class,
          "wire name \"" + name + "\" isn't 1 to 64 of A-Z a-z 0-9 _ . -, beginning with a letter");
    }
    return name;
  }

  private Presence presence() {
    TypeMirror type = component.asType();
    boolean nullable =
        Stream.concat(
                type.getAnnotationMirrors().stream(), component.getAnnotationMirrors().stream())
            .anyMatch(FieldReader::isNullable);
    if (nullable && type.getKind().isPrimitive()) {
      throw new Rejection(component, "a primitive type can't be @Nullable; use its wrapper");
    }
    if (type instanceof DeclaredType declared && isOptional(declared)) {
      if (nullable) {
        throw new Rejection(component, "an Optional is never null; drop @Nullable");
      }
      return Presence.OPTIONAL;
    }
    return nullable ? Presence.NULLABLE : Presence.REQUIRED;
  }

  private static boolean isNullable(AnnotationMirror annotation) {
    return annotation.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable");
  }

  private static boolean isOptional(DeclaredType type) {
    return ((TypeElement) type.asElement()).getQualifiedName().contentEquals("java.util.Optional");
  }

  private TypeMirror valueType(Presence presence) {
    return presence == Presence.OPTIONAL
        ? TypeReader.onlyArgument((DeclaredType) component.asType(), component)
        : component.asType();
  }

  private Json fallback(String text, ValueType type, Constraints constraints, Presence presence) {
    if (presence != Presence.REQUIRED) {
      throw new Rejection(
          component,
          Default.class,
          "a field with @Default is never absent; drop @Default or Optional and @Nullable");
    }
    Json value = value(Default.class, text, type, constraints);
    MediaPlaces.of(new SchemaWriter(Direction.INPUT).of(type))
        .rewrite(
            value,
            (_, _) -> {
              throw new Rejection(component, Default.class, "media can't have a @Default");
            });
    return value;
  }

  private Json value(
      Class<? extends Annotation> annotation,
      String text,
      ValueType type,
      Constraints constraints) {
    Json value = parse(annotation, text, type);
    ValueCheck.problem(value, type, constraints)
        .ifPresent(
            problem -> {
              throw new Rejection(
                  component, annotation, "@" + annotation.getSimpleName() + ": " + problem);
            });
    return value;
  }

  private Json parse(Class<? extends Annotation> annotation, String text, ValueType type) {
    if (type instanceof ValueType.Text
        || type instanceof ValueType.Choice
        || type instanceof ValueType.MediaFile
        || (type instanceof ValueType.Union union && union.hasWord(text))) {
      return Json.of(text);
    }
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new Rejection(
          component, annotation, "@" + annotation.getSimpleName() + ": " + e.getMessage());
    }
  }
}
