package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.function.Setup;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the function is given to set itself up. */
final class WorkerSetup implements Setup {
  private final LoadOrder order;
  private final WorkerLog log;

  WorkerSetup(LoadOrder order, WorkerLog log) {
    this.order = order;
    this.log = log;
  }

  @Override
  public Path weights(String name) {
    Path weights = order.root().resolve("weights");
    Path folder = weights.resolve(name);
    if (!folder.normalize().equals(folder)
        || !weights.equals(folder.getParent())
        || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("the function version has no weights \"" + name + "\"");
    }
    return folder;
  }

  @Override
  public Path nativeLibraries() {
    return order.root().resolve("native");
  }

  @Override
  public Device device() {
    return order.device();
  }

  @Override
  public Path scratch() {
    return order.scratch();
  }

  @Override
  public String secret(String name) {
    String secret = order.secrets().get(name);
    if (secret == null) {
      throw new IllegalArgumentException("no secret \"" + name + "\" was granted");
    }
    return secret;
  }

  @Override
  public void log(String message) {
    log.write(WorkerLog.WORKER, "INFO", message);
  }
}
