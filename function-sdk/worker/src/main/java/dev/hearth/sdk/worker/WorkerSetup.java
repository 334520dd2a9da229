package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the {@code LOAD} message gives to the function. */
final class WorkerSetup implements Setup {
  private final Path root;
  private final Path scratch;
  private final Device device;
  private final JsonObject secrets;
  private final FrameChannel channel;

  WorkerSetup(JsonObject load, FrameChannel channel) {
    this.root = Path.of(load.string("root"));
    this.scratch = Path.of(load.string("scratch"));
    this.secrets = load.get("secrets").map(Json::asObject).orElse(JsonObject.builder().build());
    this.channel = channel;
    JsonObject json = load.object("device");
    this.device =
        new Device(
            Device.Kind.valueOf(json.string("kind").toUpperCase(Locale.ROOT)),
            json.require("index").asInt(),
            json.integer("memory_bytes"),
            json.require("threads").asInt());
  }

  @Override
  public Path weights(String name) {
    Path folder = root.resolve("weights").resolve(name).normalize();
    if (!folder.startsWith(root.resolve("weights")) || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("the function has no weights \"" + name + "\"");
    }
    return folder;
  }

  @Override
  public Path nativeLibraries() {
    return root.resolve("native");
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public Path scratch() {
    return scratch;
  }

  @Override
  public String secret(String name) {
    return secrets
        .get(name)
        .map(Json::asString)
        .orElseThrow(() -> new IllegalArgumentException("no secret \"" + name + "\" was granted"));
  }

  @Override
  public void log(String message) {
    log(channel, message);
  }

  /** Writes a line to the worker's own log. */
  static void log(FrameChannel channel, String message) {
    try {
      channel.write(Frame.of(FrameType.LOG, 0, LogLines.line("INFO", message).print()));
    } catch (IOException e) {
      throw new UncheckedIOException("the node is gone", e);
    }
  }
}
