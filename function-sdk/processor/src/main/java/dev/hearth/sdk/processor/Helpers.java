package dev.hearth.sdk.processor;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The private methods of a codec: one for each record, enum and list type that is met. */
final class Helpers {
  private final String verb;
  private final Map<String, String> names = new HashMap<>();
  private final Queue<ValueType> unwritten = new ArrayDeque<>();

  Helpers(String verb) {
    this.verb = verb;
  }

  /** The method for a type, to be written later if it is new. */
  String method(ValueType type) {
    String known = names.get(type.boxedName());
    if (known != null) {
      return known;
    }
    String fresh = verb + (names.size() + 1);
    names.put(type.boxedName(), fresh);
    unwritten.add(type);
    return fresh;
  }

  /** The next type whose method is to be written. */
  @Nullable ValueType next() {
    return unwritten.poll();
  }
}
