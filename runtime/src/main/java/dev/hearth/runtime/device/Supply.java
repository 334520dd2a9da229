package dev.hearth.runtime.device;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the node adds to a worker.
 *
 * @param jars of the kernels, for its class path
 * @param libraries files that it wants at the path that they have here
 * @param nodes of devices, at the path that they have here
 * @param environment variables
 */
public record Supply(
    List<Path> jars, List<Path> libraries, List<Path> nodes, Map<String, String> environment) {
  public Supply {
    jars = List.copyOf(jars);
    libraries = List.copyOf(libraries);
    nodes = List.copyOf(nodes);
    environment = Map.copyOf(environment);
  }

  /** Lets a process find that driver, and number GPUs as their device nodes are. */
  static Map<String, String> environment(NvidiaDriver driver) {
    return Map.of("LD_LIBRARY_PATH", driver.folder().toString(), "CUDA_DEVICE_ORDER", "PCI_BUS_ID");
  }
}
