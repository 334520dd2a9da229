package dev.hearth.sdk.processor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component of an input or output record.
 *
 * @param javaName name of the component
 * @param fallback value of a field that is left out
 * @param ui hints for forms
 * @param deprecated whether it will go
 * @param description empty if there is none
 */
record Field(
    String javaName,
    String wireName,
    ValueType type,
    Presence presence,
    Constraints constraints,
    @Nullable Json fallback,
    @Nullable Json sample,
    @Nullable JsonObject ui,
    boolean deprecated,
    String description) {

  /** How the component stands for an absent value. */
  enum Presence {
    /** It can't. */
    REQUIRED,
    /** By null. */
    NULLABLE,
    /** By an empty {@code Optional}. */
    OPTIONAL
  }

  /** Whether a caller may leave the field out. */
  boolean mayBeLeftOut() {
    return fallback != null || presence != Presence.REQUIRED || mayBeEmpty();
  }

  private boolean mayBeEmpty() {
    boolean collection = type instanceof ValueType.ListOf || type instanceof ValueType.MapOf;
    return collection && constraints.minSize() == 0;
  }

  /** What an absent field is read as, where that is a value; null elsewhere. */
  @Nullable Json standIn() {
    if (fallback != null || presence != Presence.REQUIRED || !mayBeEmpty()) {
      return fallback;
    }
    return type instanceof ValueType.MapOf
        ? JsonObject.builder().build()
        : new JsonArray(List.of());
  }

  /** The top-level input field of that name. */
  static Field of(Entrance entrance, String wireName, Class<? extends Annotation> annotation) {
    List<Field> fields =
        entrance.input() instanceof ValueType.Fields record ? record.fields() : List.of();
    return fields.stream()
        .filter(field -> field.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new Rejection(
                    entrance.place(), annotation, "the input has no field \"" + wireName + "\""));
  }
}
