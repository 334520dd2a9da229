package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The payload of {@code LOAD}. Of the descriptor only what a worker needs is read, as every class
 * loaded before {@code READY} costs.
 *
 * @param callsAtOnce calls in one batch, or at once for a unary function
 * @param root folder of the function's files
 */
record LoadOrder(
    String codecClass,
    boolean isUnary,
    int callsAtOnce,
    Path root,
    Path scratch,
    Device device,
    Map<String, String> secrets) {
  LoadOrder {
    secrets = Map.copyOf(secrets);
  }

  static LoadOrder parse(String text) {
    JsonObject load = Json.parseObject(text);
    JsonObject descriptor = load.object("descriptor");
    String shape = descriptor.string("shape");
    int concurrency = descriptor.require("concurrency").asInt();
    int batchSize = descriptor.object("batching").require("max_size").asInt();
    return new LoadOrder(
        descriptor.string("codec_class"),
        shape.equals("unary"),
        shape.equals("unary") ? concurrency : batchSize,
        Path.of(load.string("root")),
        Path.of(load.string("scratch")),
        device(load.object("device")),
        secrets(load.object("secrets")));
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
