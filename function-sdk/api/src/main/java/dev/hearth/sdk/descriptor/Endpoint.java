package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One path of a function.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="descriptor"}
 *
 * @param path {@code "/"} or a sub-path such as {@code "/edit"}; not what the wire protocol reads
 *     as something else: a segment {@code requests}, or a last one {@code stream} or {@code
 *     realtime}
 * @param input JSON Schema 2020-12 of the input; media are strings that carry {@code
 *     x-hearth-media} with {@code image}, {@code video}, {@code audio} or {@code file}
 * @param output JSON Schema of the output
 * @param billing how its calls are billed, where that isn't as the function's are
 * @param examples inputs that show it at work; those of {@code "/"} are the function's
 */
public record Endpoint(
    String path,
    JsonObject input,
    JsonObject output,
    @Nullable Bill billing,
    List<JsonObject> examples) {
  /** The path that every call without a sub-path goes to. */
  public static final String ROOT = "/";

  private static final Pattern PATH = Pattern.compile("/|(/[a-z0-9][a-z0-9._-]{0,63}){1,4}");

  public Endpoint {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "\"" + path + "\" isn't an endpoint path of a-z 0-9 . _ - in at most 4 segments");
    }
    requireFree(path);
    input.get("properties").ifPresent(Json::asObject);
    examples = List.copyOf(examples);
  }

  /** A path that the wire protocol reads as something else could never be called. */
  private static void requireFree(String path) {
    List<String> segments = List.of(path.substring(1).split("/", -1));
    if (segments.contains("requests")) {
      throw new IllegalArgumentException(
          "\"" + path + "\": what follows /requests/ in a URL names a request");
    }
    String suffix = segments.getLast();
    if (suffix.equals("stream") || suffix.equals("realtime")) {
      throw new IllegalArgumentException(
          "\"%s\": /%s behind an endpoint's path is how callers ask for its %s"
              .formatted(
                  path, suffix, suffix.equals("stream") ? "partial outputs" : "realtime form"));
    }
  }

  /** Billed as the function is. */
  public Endpoint(String path, JsonObject input, JsonObject output) {
    this(path, input, output, null, List.of());
  }

  static Endpoint fromJson(Json json) {
    JsonObject object = json.asObject();
    return new Endpoint(
        object.string("path"),
        object.object("input"),
        object.object("output"),
        object.get("billing").map(Bill::fromJson).orElse(null),
        object.get("examples").map(Json::asArray).orElse(List.of()).stream()
            .map(Json::asObject)
            .toList());
  }

  JsonObject toJson() {
    var json = JsonObject.builder().put("path", path).put("input", input).put("output", output);
    if (billing != null) {
      json.put("billing", billing.toJson());
    }
    if (!examples.isEmpty()) {
      json.put("examples", new JsonArray(List.copyOf(examples)));
    }
    return json.build();
  }

  /** Where media stand in its inputs. */
  public MediaPlaces media() {
    return MediaPlaces.of(input);
  }
}
