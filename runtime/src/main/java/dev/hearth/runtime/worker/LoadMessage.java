package dev.hearth.runtime.worker;

import dev.hearth.runtime.sandbox.WorkerView;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.FrameType;
import java.util.List;
import java.util.Map;

/** The payload of {@code LOAD}. */
final class LoadMessage {
  /** Frames beyond those of every node that this one takes. */
  private static final List<String> TAKES = List.of(FrameType.HINTS.name());

  private LoadMessage() {}

  /**
   * @param view what the worker sees of the node
   * @param egress whether the node serves it a way out
   */
  static JsonObject of(
      Descriptor descriptor,
      WorkerView view,
      Device device,
      Map<String, String> secrets,
      boolean egress) {
    JsonObject.Builder load = JsonObject.builder();
    if (egress) {
      load.put("egress", view.egressSocket());
    }
    return load.put("descriptor", descriptor.toJson())
        .put("root", view.root())
        .put("scratch", view.scratch())
        .put("device", device(device))
        .put("secrets", secrets(secrets))
        .put("takes", JsonArray.ofStrings(TAKES))
        .build();
  }

  private static JsonObject device(Device device) {
    return JsonObject.builder()
        .put("kind", device.kind().word())
        .put("index", device.index())
        .put("memory_bytes", device.memoryBytes())
        .put("threads", device.threads())
        .build();
  }

  private static JsonObject secrets(Map<String, String> secrets) {
    var values = JsonObject.builder();
    secrets.forEach(values::put);
    return values.build();
  }
}
