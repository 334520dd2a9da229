package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.time.Duration;

/**
 * How a function that can tell whether it still works is asked.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="health"}
 *
 * @param startPeriod how long a worker isn't asked after its set-up, at most an hour
 * @param timeout how long a check may take, 1 to 60 seconds
 * @param failureThreshold failed checks in a row after which a worker is replaced, 1 to 100
 * @param regularly whether a worker without calls is asked again and again, not only after a call
 *     that failed
 */
public record Health(
    Duration startPeriod, Duration timeout, int failureThreshold, boolean regularly) {
  /** What holds where a function says nothing else. */
  public static final Health USUAL =
      new Health(Duration.ofSeconds(30), Duration.ofSeconds(5), 3, true);

  public Health {
    Descriptor.requireWithin("start period seconds", startPeriod.toSeconds(), 0, 3_600);
    Descriptor.requireWithin("health timeout seconds", timeout.toSeconds(), 1, 60);
    Descriptor.requireWithin("failure threshold", failureThreshold, 1, 100);
  }

  static Health fromJson(Json json) {
    JsonObject object = json.asObject();
    return new Health(
        seconds(object, "start_period_seconds", USUAL.startPeriod),
        seconds(object, "timeout_seconds", USUAL.timeout),
        object.get("failure_threshold").map(Json::asInt).orElse(USUAL.failureThreshold),
        object.get("regularly").map(Json::asBoolean).orElse(USUAL.regularly));
  }

  private static Duration seconds(JsonObject object, String member, Duration usual) {
    return object.get(member).map(Json::asLong).map(Duration::ofSeconds).orElse(usual);
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("start_period_seconds", startPeriod.toSeconds())
        .put("timeout_seconds", timeout.toSeconds())
        .put("failure_threshold", failureThreshold)
        .put("regularly", Json.of(regularly))
        .build();
  }
}
