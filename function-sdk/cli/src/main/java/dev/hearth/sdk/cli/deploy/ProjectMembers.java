package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members that a {@link ProjectFile} may have, at whatever depth: {@code name}, {@code
 * endpoints.path}. Those of the descriptor but what is for functions in Java alone.
 */
final class ProjectMembers {
  static final Set<String> REQUIRED =
      Set.of("name", "title", "summary", "category", "command", "endpoints", "files");

  /** What stands for members that are left out, and for their members. */
  static final JsonObject DEFAULTS =
      Json.parseObject(
          """
          {"descriptor_version":1,"shape":"unary","batching":{"max_size":1,"key":[]},
           "concurrency":1,"resources":{"cpus":1,"memory_bytes":268435456},
           "billing":{"unit":"request","max_micro_units":1000000},
           "timeout_seconds":300,"examples":[],"access":{"secrets":[],"egress":[]},
           "retry":{"attempts":2},"scale":{},"weights":[]}
          """);

  static final JsonObject ENDPOINT_DEFAULTS =
      Json.parseObject("{\"path\":\"/\",\"output\":{\"type\":\"object\"}}");

  /** Members of members, of objects in lists too. What has none here is the creator's own. */
  private static final JsonObject INNER =
      Json.parseObject(
          """
          {"endpoints":["path","input","output","billing","examples"],
           "endpoints.billing":["unit","max_micro_units","bound_media","bound_factor","bound_field",
             "bound_micro_units"],
           "batching":["max_size","key"],
           "resources":["cpus","memory_bytes","devices","gpu"],
           "resources.gpu":["memory_bytes","kinds"],
           "billing":["unit","max_micro_units","bound_media","bound_factor","bound_field",
             "bound_micro_units"],
           "access":["secrets","egress"],
           "health":["start_period_seconds","timeout_seconds","failure_threshold","regularly"],
           "retry":["attempts"],
           "scale":["keep_alive_seconds","min_workers","max_workers"],
           "weights":["name","files","digest","licence","source"]}
          """);

  private ProjectMembers() {}

  /** All of them, in order. */
  static Set<String> all() {
    var all = new TreeSet<String>(REQUIRED);
    all.addAll(DEFAULTS.members().keySet());
    INNER
        .members()
        .forEach(
            (outer, names) -> {
              all.add(outer);
              names.asArray().forEach(name -> all.add(outer + "." + name.asString()));
            });
    return all;
  }

  /**
   * Refuses what would be overlooked.
   *
   * @throws IllegalArgumentException if a member doesn't exist, or one that is needed is missing
   */
  static void require(JsonObject given) {
    Set<String> all = all();
    requireKnown("", given, all);
    for (String member : new TreeSet<>(REQUIRED)) {
      if (given.get(member).isEmpty()) {
        throw new IllegalArgumentException("the member \"" + member + "\" is missing");
      }
    }
  }

  private static void requireKnown(String outer, JsonObject given, Set<String> all) {
    given
        .members()
        .forEach(
            (name, value) -> {
              String member = outer + name;
              if (!all.contains(member)) {
                throw new IllegalArgumentException("there is no member \"" + member + "\"");
              }
              if (INNER.get(member).isPresent()) {
                objects(value).forEach(object -> requireKnown(member + ".", object, all));
              }
            });
  }

  private static Iterable<JsonObject> objects(Json value) {
    return switch (value) {
      case JsonObject object -> Set.of(object);
      case JsonArray(var elements) ->
          elements.stream()
              .filter(JsonObject.class::isInstance)
              .map(JsonObject.class::cast)
              .toList();
      default -> Set.of();
    };
  }
}
