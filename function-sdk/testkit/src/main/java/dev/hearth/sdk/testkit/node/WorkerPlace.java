package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.function.Device;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a worker runs and what it is given.
 *
 * @param root the function's files: {@code weights/} and {@code native/}
 * @param scratch a writable folder of the worker
 * @param media a writable folder of the node, for files of inputs and outputs
 * @param source where media of inputs come from
 * @param secrets by name
 */
public record WorkerPlace(
    Path root,
    Path scratch,
    Path media,
    MediaSource source,
    Device device,
    Map<String, String> secrets) {
  public WorkerPlace {
    secrets = Map.copyOf(secrets);
  }

  @Override
  public String toString() {
    return "WorkerPlace[" + root + "]"; // never the secrets
  }
}
