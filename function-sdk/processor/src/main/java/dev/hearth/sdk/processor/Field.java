package dev.hearth.sdk.processor;

import dev.hearth.sdk.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A component of an input or output record.
 *
 * @param javaName name of the component
 * @param fallback value of a field that is left out
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
    boolean emptyList = type instanceof ValueType.ListOf && constraints.minSize() == 0;
    return fallback != null || presence != Presence.REQUIRED || emptyList;
  }
}
