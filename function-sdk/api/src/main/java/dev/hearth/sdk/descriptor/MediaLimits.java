package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;

/**
 * Bounds of a medium, as fal's {@code x-fal} says them in a schema; 0 for none.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="media"}
 *
 * @param maxBytes largest file
 * @param minWidth fewest pixels across
 * @param minHeight fewest pixels down
 * @param maxWidth most pixels across
 * @param maxHeight most pixels down
 * @param maxAspectRatio most that the longer side may be of the shorter one
 */
public record MediaLimits(
    long maxBytes,
    int minWidth,
    int minHeight,
    int maxWidth,
    int maxHeight,
    double maxAspectRatio) {
  /** The schema's member that holds them. */
  public static final String MEMBER = "x-fal";

  /** No bounds. */
  public static final MediaLimits NONE = new MediaLimits(0, 0, 0, 0, 0, 0);

  public MediaLimits {
    if (Math.min(maxBytes, Math.min(minWidth, minHeight)) < 0
        || Math.min(maxWidth, maxHeight) < 0) {
      throw new IllegalArgumentException("a bound of media can't be negative");
    }
    if (above(minWidth, maxWidth) || above(minHeight, maxHeight)) {
      throw new IllegalArgumentException("bounds that no picture can meet");
    }
    if (!(maxAspectRatio == 0 || maxAspectRatio >= 1)) {
      throw new IllegalArgumentException(
          "the longer side is at least 1 of the shorter, not " + maxAspectRatio);
    }
  }

  private static boolean above(int min, int max) {
    return max > 0 && min > max;
  }

  /** Reads what stands in a schema; what isn't understood bounds nothing. */
  static MediaLimits of(JsonObject schema) {
    if (!(schema.members().get(MEMBER) instanceof JsonObject json)) {
      return NONE;
    }
    try {
      return new MediaLimits(
          (long) number(json, "max_file_size"),
          (int) number(json, "min_width"),
          (int) number(json, "min_height"),
          (int) number(json, "max_width"),
          (int) number(json, "max_height"),
          number(json, "max_aspect_ratio"));
    } catch (IllegalArgumentException e) {
      return NONE;
    }
  }

  private static double number(JsonObject json, String name) {
    return json.members().get(name) instanceof JsonNumber number ? number.value().doubleValue() : 0;
  }

  /** As it stands in a schema. */
  public JsonObject toJson() {
    var json = JsonObject.builder();
    put(json, "max_file_size", maxBytes);
    put(json, "min_width", minWidth);
    put(json, "min_height", minHeight);
    put(json, "max_width", maxWidth);
    put(json, "max_height", maxHeight);
    if (maxAspectRatio > 0) {
      json.put("max_aspect_ratio", Json.of(maxAspectRatio));
    }
    return json.build();
  }

  private static void put(JsonObject.Builder json, String name, long value) {
    if (value > 0) {
      json.put(name, value);
    }
  }
}
