package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many workers a function's creator wishes for, and for how long. An installation has bounds of
 * its own and goes no further.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="wishes"}
 *
 * @param keepAlive how long a worker without calls stays, at most a day; null for the
 *     installation's own
 * @param minWorkers workers that stay without calls while the node has room, at most 1,000
 * @param maxWorkers most workers of a node, at most 1,000; 0 for the installation's own
 */
public record Scale(@Nullable Duration keepAlive, int minWorkers, int maxWorkers) {
  /** As the installation has it. */
  public static final Scale USUAL = new Scale(null, 0, 0);

  public Scale {
    if (keepAlive != null) {
      Descriptor.requireWithin("keep-alive seconds", keepAlive.toSeconds(), 0, 24 * 3600);
    }
    Descriptor.requireWithin("min workers", minWorkers, 0, 1_000);
    Descriptor.requireWithin("max workers", maxWorkers, 0, 1_000);
    if (maxWorkers > 0 && minWorkers > maxWorkers) {
      throw new IllegalArgumentException(
          "min workers " + minWorkers + " are more than max workers " + maxWorkers);
    }
  }

  static Scale fromJson(Json json) {
    JsonObject object = json.asObject();
    return new Scale(
        object.get("keep_alive_seconds").map(Json::asLong).map(Duration::ofSeconds).orElse(null),
        object.get("min_workers").map(Json::asInt).orElse(0),
        object.get("max_workers").map(Json::asInt).orElse(0));
  }

  JsonObject toJson() {
    var json = JsonObject.builder();
    if (keepAlive != null) {
      json.put("keep_alive_seconds", keepAlive.toSeconds());
    }
    if (minWorkers > 0) {
      json.put("min_workers", minWorkers);
    }
    if (maxWorkers > 0) {
      json.put("max_workers", maxWorkers);
    }
    return json.build();
  }
}
