package dev.hearth.runtime.device;

import dev.hearth.sdk.descriptor.Descriptor.Needs;
import dev.hearth.sdk.function.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What this node computes on. */
public final class NodeDevice {
  private static final int INDEX = 0;
  private static final String LIBRARY = NvidiaDriver.LIBRARY;
  private static final Logger LOG = Logger.getLogger(NodeDevice.class);

  private final List<Path> kernels;
  private final @Nullable Gpu gpu;
  private final String reason;

  /**
   * A GPU that passed its self-test.
   *
   * @param description for people
   */
  private record Gpu(String description, long memoryBytes, NvidiaDriver driver) {}

  private NodeDevice(List<Path> kernels, @Nullable Gpu gpu, String reason) {
    this.kernels = kernels;
    this.gpu = gpu;
    this.reason = reason;
  }

  /**
   * Decides, and logs what and why.
   *
   * @throws UnusableDeviceException if a GPU was asked for and none can be used; its message says
   *     why
   */
  public static NodeDevice decide(DeviceSettings settings) {
    NodeDevice device = find(settings);
    if (settings.choice() == DeviceChoice.CUDA && device.gpu == null) {
      throw new UnusableDeviceException("device cuda was asked for, but " + device.reason);
    }
    LOG.infof(
        "device=\"%s\" choice=%s reason=\"%s\"",
        device.description(), settings.choice(), device.reason);
    return device;
  }

  private static NodeDevice find(DeviceSettings settings) {
    if (settings.choice() == DeviceChoice.CPU) {
      return cpu(settings, "the CPU was asked for");
    }
    Optional<NvidiaDriver> driver = NvidiaDriver.find(settings.driverFolders());
    if (driver.isEmpty()) {
      String where = settings.driver().map(Path::toString).orElse("the system's folders");
      return cpu(settings, "no NVIDIA driver: %s was not found in %s".formatted(LIBRARY, where));
    }
    if (settings.kernels().isEmpty()) {
      return cpu(settings, "hearth.node.kernels-class-path isn't set, so no GPU can be tried");
    }
    return probe(settings, driver.get());
  }

  private static NodeDevice probe(DeviceSettings settings, NvidiaDriver driver) {
    var jars = new ArrayList<>(settings.kernels());
    jars.addAll(settings.api());
    DeviceProbe.Finding found = new DeviceProbe(settings.javaHome(), jars, driver).run();
    return found.usable()
        ? new NodeDevice(
            settings.kernels(),
            new Gpu(found.description(), found.memoryBytes(), driver),
            found.reason())
        : cpu(settings, found.reason());
  }

  private static NodeDevice cpu(DeviceSettings settings, String reason) {
    return new NodeDevice(settings.kernels(), null, reason);
  }

  private String description() {
    return gpu == null ? "CPU" : gpu.description();
  }

  /** Why a function with these needs can't run here, if it can't. */
  public Optional<String> refusal(Needs needs) {
    if (needs.kernels() && kernels.isEmpty()) {
      return Optional.of(
          "the function uses kernels, and this node has none: hearth.node.kernels-class-path"
              + " isn't set");
    }
    if (needs.devices().contains(Device.Kind.CPU) || gpuFor(needs).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        gpu == null
            ? "the function runs on CUDA only, and this node uses no GPU: " + reason
            : "the function runs on CUDA only, and needs another GPU than this node's %s of %d MiB: %s"
                .formatted(gpu.description(), gpu.memoryBytes() >> 20, wanted(needs.gpu())));
  }

  private static String wanted(dev.hearth.sdk.descriptor.Gpu gpu) {
    String kinds = gpu.kinds().isEmpty() ? "any" : String.join(" or ", gpu.kinds());
    return "%s of at least %d MiB".formatted(kinds, gpu.memoryBytes() >> 20);
  }

  /** The device of a worker with these needs, as it is told. */
  public Device of(Needs needs) {
    return gpuFor(needs)
        .map(usable -> new Device(Device.Kind.CUDA, INDEX, usable.memoryBytes(), needs.cpus()))
        .orElseGet(() -> new Device(Device.Kind.CPU, 0, needs.memoryBytes(), needs.cpus()));
  }

  private Optional<Gpu> gpuFor(Needs needs) {
    return Optional.ofNullable(gpu)
        .filter(_ -> needs.devices().contains(Device.Kind.CUDA))
        .filter(usable -> needs.gpu().admits(usable.description(), usable.memoryBytes()));
  }

  /** The jars that a worker with these needs gets. */
  public List<Path> jars(Needs needs) {
    return needs.kernels() ? kernels : List.of();
  }

  /** What a worker with these needs gets. */
  public Supply supply(Needs needs) throws IOException {
    List<Path> jars = jars(needs);
    Optional<Gpu> usable = gpuFor(needs);
    return usable.isEmpty()
        ? new Supply(jars, List.of(), List.of(), Map.of())
        : new Supply(
            jars,
            usable.get().driver().libraries(),
            NvidiaDriver.nodes(INDEX),
            Supply.environment(usable.get().driver()));
  }
}
