package dev.hearth.bench.drawing;

import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.function.Setup;
import java.nio.file.Path;

/** The set-up that a worker would give, over the folder of a built function. */
record BuiltFunction(Path folder) implements Setup {
  @Override
  public Path weights(String name) {
    return folder.resolve("weights").resolve(name);
  }

  @Override
  public Path nativeLibraries() {
    return folder.resolve("native");
  }

  @Override
  public Device device() {
    return new Device(Device.Kind.CPU, 0, 1L << 30, 1);
  }

  @Override
  public Path scratch() {
    throw new UnsupportedOperationException("there is no scratch folder");
  }

  @Override
  public String secret(String name) {
    throw new IllegalArgumentException("no secret " + name);
  }

  @Override
  public void log(String message) {}
}
