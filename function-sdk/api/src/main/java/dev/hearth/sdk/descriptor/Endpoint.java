package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One path of a function.
 *
 * @param path {@code "/"} or a sub-path such as {@code "/edit"}
 * @param input JSON Schema 2020-12 of the input; media fields are strings that carry {@code
 *     x-hearth-media} with {@code image}, {@code video}, {@code audio} or {@code file}
 * @param output JSON Schema of the output
 */
public record Endpoint(String path, JsonObject input, JsonObject output) {
  private static final Pattern PATH = Pattern.compile("/|(/[a-z0-9][a-z0-9._-]{0,63}){1,4}");

  public Endpoint {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "\"" + path + "\" isn't an endpoint path of a-z 0-9 . _ - in at most 4 segments");
    }
    input.get("properties").ifPresent(Json::asObject);
  }

  static Endpoint fromJson(Json json) {
    JsonObject object = json.asObject();
    return new Endpoint(object.string("path"), object.object("input"), object.object("output"));
  }

  JsonObject toJson() {
    return JsonObject.builder().put("path", path).put("input", input).put("output", output).build();
  }

  /** Top-level input fields that hold media, in schema order. */
  public List<String> mediaFields() {
    return input.get("properties").map(Json::asObject).map(JsonObject::members).stream()
        .flatMap(members -> members.entrySet().stream())
        .filter(
            field ->
                field.getValue() instanceof JsonObject schema
                    && schema.get("x-hearth-media").isPresent())
        .map(java.util.Map.Entry::getKey)
        .toList();
  }
}
