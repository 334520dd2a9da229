package dev.hearth.sdk.compat;

import dev.hearth.sdk.descriptor.Unions;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonBoolean;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what schemas say of an object's members. */
final class Members {
  private static final Set<String> KNOWN = Set.of("properties", "required", "additionalProperties");

  private final Subsumption whole;
  private final Side side;
  private final Flat wide;
  private final Flat narrow;
  private final String place;

  Members(Subsumption whole, Side side, Flat wide, Flat narrow, String place) {
    this.whole = whole;
    this.side = side;
    this.wide = wide;
    this.narrow = narrow;
    this.place = place;
  }

  static boolean knows(String keyword) {
    return KNOWN.contains(keyword);
  }

  void check() {
    Map<String, Json> allowed = properties(wide);
    Map<String, Json> sent = properties(narrow);
    sent.forEach(
        (name, schema) -> {
          Json counterpart = allowed.get(name);
          if (counterpart != null) {
            whole.check(counterpart, schema, place + "." + name);
          } else {
            unnamed(name, schema);
          }
        });
    required(sent);
    if (side == Side.OUTPUT) {
      gone(allowed, sent);
    } else if (!describes(narrow) && !closed(narrow.members().get("additionalProperties"))) {
      anything(allowed);
    }
    others();
  }

  /** A property that only the narrow schema names. */
  private void unnamed(String name, Json schema) {
    Json others = wide.members().get("additionalProperties");
    if (others instanceof JsonObject) {
      whole.check(others, schema, place + "." + name);
    } else if (side == Side.INPUT && (closed(others) || describes(wide))) {
      if (closed(others) || !whole.deprecated(schema)) {
        whole.say(place + "." + name, "isn't taken any more");
      }
    } else if (closed(others)) {
      whole.say(place + "." + name, "is new where no others were allowed");
    }
  }

  /** An input that could have any members may have had one of these, with any value. */
  private void anything(Map<String, Json> allowed) {
    Json sent = narrow.members().get("additionalProperties");
    allowed.forEach(
        (name, schema) ->
            whole.check(schema, sent == null ? Json.of(true) : sent, place + "." + name));
  }

  /** Whether a schema says which members there are; one that doesn't takes any. */
  private static boolean describes(Flat schema) {
    return schema.members().get("properties") instanceof JsonObject;
  }

  private static boolean isMap(Flat schema) {
    return schema.members().get("additionalProperties") instanceof JsonObject;
  }

  private static boolean closed(@Nullable Json others) {
    return others instanceof JsonBoolean(boolean allowed) && !allowed;
  }

  private void required(Map<String, Json> sent) {
    Set<String> given = required(narrow);
    for (String name : required(wide)) {
      if (!given.contains(name)) {
        boolean told = side == Side.OUTPUT && !sent.containsKey(name) && !isMap(narrow);
        if (!told) {
          whole.say(
              place + "." + name, side == Side.INPUT ? "is required now" : "may be missing now");
        }
      }
    }
  }

  private void gone(Map<String, Json> before, Map<String, Json> now) {
    for (String name : before.keySet()) {
      if (!now.containsKey(name) && !isMap(narrow)) {
        whole.say(place + "." + name, "is gone");
      }
    }
  }

  /** Members that a map may have under any name. */
  private void others() {
    Json allowed = wide.members().get("additionalProperties");
    Json sent = narrow.members().get("additionalProperties");
    if (sent instanceof JsonObject) {
      if (closed(allowed)) {
        whole.say(
            place, side == Side.INPUT ? "takes no other fields now" : "may have other fields now");
      } else if (allowed instanceof JsonObject) {
        whole.check(allowed, sent, place + ".*");
      }
    } else if (allowed instanceof JsonObject && !closed(sent) && !describes(narrow)) {
      whole.check(allowed, Json.of(true), place + ".*");
    }
  }

  private static Map<String, Json> properties(Flat schema) {
    return schema.members().get("properties") instanceof JsonObject(var properties)
        ? properties
        : Map.of();
  }

  private static Set<String> required(Flat schema) {
    return Unions.list(schema.schema(), "required").stream()
        .flatMap(name -> Subsumption.string(name).stream())
        .collect(Collectors.toSet());
  }
}
