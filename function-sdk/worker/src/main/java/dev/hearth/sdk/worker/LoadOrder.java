package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code LOAD}. Of the descriptor only what a worker needs is read, as every class
 * loaded before {@code READY} costs.
 *
 * @param shape {@code unary}, {@code batch} or {@code iterative}
 * @param callsAtOnce calls in one batch, or at once for a unary function
 * @param batchKey input fields that must be equal within a batch
 * @param egress socket of the node's HTTP proxy; null where the function declares no hosts
 * @param takesHints whether the node takes {@code HINTS}
 * @param root folder of the function's files
 */
record LoadOrder(
    String codecClass,
    String shape,
    int callsAtOnce,
    List<String> batchKey,
    boolean takesHints,
    Path root,
    Path scratch,
    @Nullable Path egress,
    Device device,
    Map<String, String> secrets) {
  LoadOrder {
    batchKey = List.copyOf(batchKey);
    secrets = Map.copyOf(secrets);
  }

  static LoadOrder parse(String text) {
    JsonObject load = Json.parseObject(text);
    JsonObject descriptor = load.object("descriptor");
    String shape = descriptor.string("shape");
    int concurrency = descriptor.require("concurrency").asInt();
    JsonObject batching = descriptor.object("batching");
    int batchSize = batching.require("max_size").asInt();
    return new LoadOrder(
        descriptor.string("codec_class"),
        shape,
        shape.equals("unary") ? concurrency : batchSize,
        texts(batching.array("key")),
        texts(load.array("takes")).contains("HINTS"),
        Path.of(load.string("root")),
        Path.of(load.string("scratch")),
        load.get("egress").map(socket -> Path.of(socket.asString())).orElse(null),
        device(load.object("device")),
        secrets(load.object("secrets")));
  }

  boolean isUnary() {
    return shape.equals("unary");
  }

  boolean isIterative() {
    return shape.equals("iterative");
  }

  private boolean isBatch() {
    return shape.equals("batch");
  }

  /** Most calls in one frame. */
  int callsInFrame() {
    return isBatch() ? callsAtOnce : 1;
  }

  /** Most calls that may be open and not parked when a frame with calls comes. */
  int callsOpenBefore() {
    return isBatch() ? 0 : callsAtOnce - 1;
  }

  private static List<String> texts(List<Json> strings) {
    var texts = new ArrayList<String>(strings.size());
    for (Json string : strings) {
      texts.add(string.asString());
    }
    return texts;
  }

  private static Device device(JsonObject device) {
    return new Device(
        Device.Kind.ofWord(device.string("kind")),
        device.require("index").asInt(),
        device.integer("memory_bytes"),
        device.require("threads").asInt());
  }

  private static Map<String, String> secrets(JsonObject secrets) {
    var values = new HashMap<String, String>();
    for (var secret : secrets.members().entrySet()) {
      values.put(secret.getKey(), secret.getValue().asString());
    }
    return values;
  }

  @Override
  public String toString() {
    return "LoadOrder[" + codecClass + "]"; // never the secrets
  }
}
