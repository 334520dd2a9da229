package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * What a GPU must be for a function.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="wishes"}
 *
 * @param memoryBytes least memory, which workers of other functions use too; 0 for any, at most 4
 *     TiB
 * @param kinds words of which one stands in the GPU's name, such as {@code H100}, in letters of
 *     either case; empty for any
 */
public record Gpu(long memoryBytes, List<String> kinds) {
  /** Any GPU. */
  public static final Gpu ANY = new Gpu(0, List.of());

  public Gpu {
    Descriptor.requireWithin("GPU memory MiB", memoryBytes >> 20, 0, 4L << 20);
    Descriptor.requireWithin("kinds of GPU", kinds.size(), 0, 32);
    for (String kind : kinds) {
      if (kind.isBlank() || kind.length() > 64) {
        throw new IllegalArgumentException(
            "a kind of GPU has 1 to 64 characters, not \"" + kind + "\"");
      }
    }
    kinds = List.copyOf(kinds);
  }

  /** Whether a GPU of that name and memory will do. */
  public boolean admits(String name, long bytes) {
    String lower = name.toLowerCase(Locale.ROOT);
    return bytes >= memoryBytes
        && (kinds.isEmpty()
            || kinds.stream().anyMatch(kind -> lower.contains(kind.toLowerCase(Locale.ROOT))));
  }

  static Gpu fromJson(Json json) {
    JsonObject object = json.asObject();
    return new Gpu(
        object.get("memory_bytes").map(Json::asLong).orElse(0L),
        object.get("kinds").map(Json::asArray).orElse(List.of()).stream()
            .map(Json::asString)
            .toList());
  }

  JsonObject toJson() {
    var json = JsonObject.builder();
    if (memoryBytes > 0) {
      json.put("memory_bytes", memoryBytes);
    }
    if (!kinds.isEmpty()) {
      json.put("kinds", JsonArray.ofStrings(kinds));
    }
    return json.build();
  }
}
