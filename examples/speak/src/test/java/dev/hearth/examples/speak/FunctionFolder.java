package dev.hearth.examples.speak;

import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.function.Setup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The set-up that a worker would give, over the folder that the build leaves for deployment. */
record FunctionFolder(Path root, Path scratch) implements Setup {
  static FunctionFolder built() {
    var root = Path.of(Objects.requireNonNull(System.getProperty("function.directory")));
    return new FunctionFolder(root, Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
  }

  @Override
  public Path weights(String name) {
    Path folder = root.resolve("weights").resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("no weights " + name);
    }
    return folder;
  }

  @Override
  public Path nativeLibraries() {
    return root.resolve("native");
  }

  @Override
  public Device device() {
    return new Device(Device.Kind.CPU, 0, 640L << 20, 1);
  }

  @Override
  public String secret(String name) {
    throw new IllegalArgumentException("no secret " + name);
  }

  @Override
  public void log(String message) {}
}
