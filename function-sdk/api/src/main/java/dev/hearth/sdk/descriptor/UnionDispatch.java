package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Rewrites the unions of a schema so that a validator blames the variant that a value is meant to
 * be, and no other: {@code oneOf} and {@code anyOf} become one {@code if} and {@code then} for each
 * variant, by the tag or, without one, by the JSON type. Which values are valid stays the same, but
 * for {@code oneOf} variants that overlap.
 *
 * {@snippet file="dev/hearth/sdk/snippets/NodeSnippets.java" region="input"}
 */
public final class UnionDispatch {
  private final JsonObject root;

  private UnionDispatch(JsonObject root) {
    this.root = root;
  }

  /** The schema for a validator. */
  public static Json of(JsonObject schema) {
    return new UnionDispatch(schema).rewrite(schema);
  }

  private Json rewrite(Json json) {
    return switch (json) {
      case JsonObject object -> rewrite(object);
      case JsonArray(var elements) -> new JsonArray(elements.stream().map(this::rewrite).toList());
      default -> json;
    };
  }

  private JsonObject rewrite(JsonObject schema) {
    var members = new LinkedHashMap<String, Json>();
    var dispatch = new ArrayList<Json>();
    schema
        .members()
        .forEach(
            (name, value) -> {
              List<Json> cases =
                  name.equals("oneOf") || name.equals("anyOf") ? cases(schema, name) : List.of();
              if (cases.isEmpty()) {
                members.put(name, keepsWords(name) ? value : rewrite(value));
              } else {
                dispatch.addAll(cases);
              }
            });
    if (!dispatch.isEmpty()) {
      if (members.get("allOf") instanceof JsonArray(var others)) {
        dispatch.addAll(others);
      }
      members.put("allOf", new JsonArray(dispatch));
    }
    return new JsonObject(members);
  }

  /** Whether a keyword's value is data, in which nothing is a schema. */
  private static boolean keepsWords(String keyword) {
    return List.of("enum", "const", "default", "examples", "required").contains(keyword);
  }

  /** What replaces a union; nothing where its variants can't be told apart beforehand. */
  private List<Json> cases(JsonObject schema, String keyword) {
    List<Json> variants = Unions.list(schema, keyword);
    if (variants.isEmpty()) {
      return List.of(); // also where it is the name of a property
    }
    Optional<String> tag = Unions.tag(schema);
    return tag.isPresent() ? byTag(variants, tag.get()) : byType(variants);
  }

  private List<Json> byTag(List<Json> variants, String tag) {
    var cases = new ArrayList<Json>();
    var types = new ArrayList<Json>();
    var tags = new ArrayList<Json>();
    for (Json variant : variants) {
      Optional<String> value = Unions.tagOf(root, variant, tag);
      Optional<String> type = Unions.type(root, variant);
      if (value.isPresent()) {
        tags.add(Json.of(value.get()));
        cases.add(when(tagIs(tag, object("const", Json.of(value.get()))), rewrite(variant)));
      } else if (type.isPresent() && !type.get().equals("object")) {
        types.add(Json.of(type.get()));
        cases.add(when(object("type", Json.of(type.get())), rewrite(variant)));
      } else {
        return List.of();
      }
    }
    types.add(Json.of("object"));
    cases.addFirst(
        when(object("type", Json.of("object")), tagIs(tag, object("enum", new JsonArray(tags)))));
    cases.addFirst(object("type", new JsonArray(types)));
    return cases;
  }

  private List<Json> byType(List<Json> variants) {
    var cases = new ArrayList<Json>();
    var types = new HashSet<String>();
    var names = new ArrayList<Json>();
    for (Json variant : variants) {
      Optional<String> type = Unions.type(root, variant);
      if (type.isEmpty() || !types.add(type.get())) {
        return List.of();
      }
      names.add(Json.of(type.get()));
      cases.add(when(object("type", Json.of(type.get())), rewrite(variant)));
    }
    if (types.contains("integer") && types.contains("number")) {
      return List.of();
    }
    cases.addFirst(object("type", new JsonArray(names)));
    return cases;
  }

  private static JsonObject tagIs(String tag, JsonObject schema) {
    return JsonObject.builder()
        .put("type", "object")
        .put("properties", object(tag, schema))
        .put("required", new JsonArray(List.of(new JsonString(tag))))
        .build();
  }

  private static JsonObject when(JsonObject condition, Json then) {
    return JsonObject.builder().put("if", condition).put("then", then).build();
  }

  private static JsonObject object(String name, Json value) {
    return JsonObject.builder().put(name, value).build();
  }
}
