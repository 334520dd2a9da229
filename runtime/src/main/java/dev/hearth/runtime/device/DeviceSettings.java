package dev.hearth.runtime.device;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of the node's device.
 *
 * @param kernels jars of the kernels; none if this node has no kernels
 * @param api jars that the kernels need
 * @param driver folder of NVIDIA's libraries; looked for if empty
 * @param javaHome JDK of the probe
 */
public record DeviceSettings(
    DeviceChoice choice, List<Path> kernels, List<Path> api, Optional<Path> driver, Path javaHome) {
  public DeviceSettings {
    kernels = List.copyOf(kernels);
    api = List.copyOf(api);
  }

  List<Path> driverFolders() {
    return driver.map(List::of).orElse(NvidiaDriver.FOLDERS);
  }
}
