package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where media stand in the values of a schema: strings whose schema carries {@code x-hearth-media},
 * however deep in objects, lists and maps, behind local references and within the variant of a
 * union that a value is of.
 *
 * <p>Schema and value are walked together, so that the value's depth bounds the walk also of a
 * schema that refers to itself.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="media"}
 */
public final class MediaPlaces {
  /** The schema's member that marks a medium; its value is the kind. */
  public static final String MARK = "x-hearth-media";

  /** References and unions that follow each other without a step into the value. */
  private static final int MOST_HOPS = 16;

  private final JsonObject root;
  private final boolean none;

  private MediaPlaces(JsonObject root) {
    this.root = root;
    this.none = !mentions(root);
  }

  /** The places of a schema's values. */
  public static MediaPlaces of(JsonObject schema) {
    return new MediaPlaces(schema);
  }

  /**
   * One place in a value.
   *
   * @param path names of members and decimal positions in lists, from the outside in
   * @param kind {@code image}, {@code video}, {@code audio} or {@code file}
   */
  public record Place(List<String> path, String kind, MediaLimits limits) {
    public Place {
      path = List.copyOf(path);
    }

    /** The path with a slash between its parts: of a top-level field, the field's name. */
    public String pointer() {
      return String.join("/", path);
    }
  }

  /** What becomes of a medium. */
  @FunctionalInterface
  public interface Rewriter {
    /** What is to stand in the place of the URL. */
    Json rewrite(Place place, String url);
  }

  /** Whether no value can hold media. */
  public boolean none() {
    return none;
  }

  /** The value, with what the rewriter answers in the place of each medium; in document order. */
  public Json rewrite(Json value, Rewriter rewriter) {
    return none ? value : new Walk(rewriter).value(root, value, MOST_HOPS);
  }

  private static boolean mentions(Json json) {
    return switch (json) {
      case JsonObject(var members) ->
          members.containsKey(MARK) || members.values().stream().anyMatch(MediaPlaces::mentions);
      case JsonArray(var elements) -> elements.stream().anyMatch(MediaPlaces::mentions);
      default -> false;
    };
  }

  private final class Walk {
    private final Rewriter rewriter;
    private final List<String> path = new ArrayList<>();

    Walk(Rewriter rewriter) {
      this.rewriter = rewriter;
    }

    Json value(Json schemaJson, Json value, int hops) {
      if (hops == 0 || !(schemaJson instanceof JsonObject schema)) {
        return value;
      }
      if (value instanceof JsonString(var url)
          && schema.members().get(MARK) instanceof JsonString(var kind)) {
        return rewriter.rewrite(new Place(path, kind, MediaLimits.of(schema)), url);
      }
      Json rewritten = inside(schema, value);
      for (Json branch : branches(schema, value)) {
        rewritten = value(branch, rewritten, hops - 1);
      }
      return rewritten;
    }

    private Json inside(JsonObject schema, Json value) {
      return switch (value) {
        case JsonObject(var members) -> object(schema, members);
        case JsonArray(var elements) -> array(schema, elements);
        default -> value;
      };
    }

    private Json object(JsonObject schema, Map<String, Json> members) {
      Map<String, Json> named = members(schema, "properties");
      Json others = schema.members().get("additionalProperties");
      var rewritten = new LinkedHashMap<String, Json>();
      members.forEach(
          (name, member) -> {
            Json each = named.getOrDefault(name, others == null ? Unions.ANYTHING : others);
            rewritten.put(name, step(name, each, member));
          });
      return new JsonObject(rewritten);
    }

    private Json array(JsonObject schema, List<Json> elements) {
      Json each = schema.members().get("items");
      if (each == null) {
        return new JsonArray(elements);
      }
      var rewritten = new ArrayList<Json>(elements.size());
      for (int i = 0; i < elements.size(); i++) {
        rewritten.add(step(Integer.toString(i), each, elements.get(i)));
      }
      return new JsonArray(rewritten);
    }

    private Json step(String name, Json schema, Json value) {
      path.add(name);
      Json rewritten = value(schema, value, MOST_HOPS);
      path.removeLast();
      return rewritten;
    }
  }

  /** The schemas that a value of this one also has to meet. */
  private List<Json> branches(JsonObject schema, Json value) {
    var branches = new ArrayList<Json>();
    if (schema.members().get("$ref") instanceof JsonString(var pointer)) {
      branches.add(Unions.at(root, pointer));
    }
    branches.addAll(Unions.list(schema, "allOf"));
    for (String keyword : List.of("anyOf", "oneOf")) {
      for (Json variant : Unions.list(schema, keyword)) {
        if (Unions.mayBe(root, variant, Unions.tag(schema), value)) {
          branches.add(variant);
        }
      }
    }
    return branches;
  }

  private static Map<String, Json> members(JsonObject schema, String name) {
    return schema.members().get(name) instanceof JsonObject(var members) ? members : Map.of();
  }
}
