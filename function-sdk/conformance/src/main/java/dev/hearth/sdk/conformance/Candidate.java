package dev.hearth.sdk.conformance;

import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * A worker to check, which hosts the conformance function.
 *
 * @param command its command line; the socket's path is added
 * @param shape how it is given calls
 * @param members of the descriptor that it is told beside the kit's own, or instead of them
 * @param patience how long the kit waits for anything that must come
 */
public record Candidate(List<String> command, Shape shape, JsonObject members, Duration patience) {
  /** Calls that a batch has, or that run at once, at most. */
  static final int CALLS_AT_ONCE = 4;

  /** Of an iterative function, beside the root. */
  static final String SECOND_ENDPOINT = "/second";

  public Candidate {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a worker has a command");
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("patience of " + patience);
    }
  }

  boolean isIterative() {
    return shape == Shape.ITERATIVE;
  }

  /** The payload of {@code LOAD}, of a node that takes hints. */
  JsonObject load(Place place, JsonObject secrets) {
    return JsonObject.builder()
        .put("descriptor", descriptor())
        .put("root", place.root().toString())
        .put("scratch", place.scratch().toString())
        .put("device", Place.DEVICE)
        .put("secrets", secrets)
        .put("takes", JsonArray.ofStrings(List.of("HINTS")))
        .build();
  }

  private JsonObject descriptor() {
    JsonObject descriptor =
        JsonObject.builder()
            .put("descriptor_version", 1)
            .put("name", "conformance")
            .put("title", "Conformance function")
            .put("summary", "Does what its input says.")
            .put("category", "test")
            .put("shape", shape.word())
            .put("command", JsonArray.ofStrings(command))
            .put("endpoints", endpoints())
            .put("batching", batching())
            .put("concurrency", shape == Shape.UNARY ? CALLS_AT_ONCE : 1)
            .put("resources", resources())
            .put("billing", billing())
            .put("timeout_seconds", 300)
            .put("examples", new JsonArray(List.of()))
            .build();
    for (var member : members.members().entrySet()) {
      descriptor = descriptor.with(member.getKey(), member.getValue());
    }
    return descriptor;
  }

  private JsonArray endpoints() {
    return isIterative()
        ? new JsonArray(List.of(endpoint("/"), endpoint(SECOND_ENDPOINT)))
        : new JsonArray(List.of(endpoint("/")));
  }

  private static JsonObject endpoint(String path) {
    JsonObject any = JsonObject.builder().put("type", "object").build();
    return JsonObject.builder().put("path", path).put("input", any).put("output", any).build();
  }

  private JsonObject batching() {
    return JsonObject.builder()
        .put("max_size", shape == Shape.UNARY ? 1 : CALLS_AT_ONCE)
        .put("key", isIterative() ? JsonArray.ofStrings(List.of("key")) : new JsonArray(List.of()))
        .build();
  }

  private static JsonObject resources() {
    return JsonObject.builder().put("cpus", 2).put("memory_bytes", 512L << 20).build();
  }

  private static JsonObject billing() {
    return JsonObject.builder()
        .put("unit", "request")
        .put("max_micro_units", 1_000_000)
        .put("bound_media", "")
        .put("bound_factor", "")
        .build();
  }
}
