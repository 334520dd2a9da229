package dev.hearth.runtime.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * NVIDIA's driver as far as programs see it: a folder of libraries and the device nodes.
 *
 * @param folder holds {@value #LIBRARY}
 */
record NvidiaDriver(Path folder) {
  static final String LIBRARY = "libcuda.so.1";

  /** Where distributions, NVIDIA's container toolkit, GKE, NixOS and WSL put it. */
  static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu"),
          Path.of("/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib64"),
          Path.of("/lib64"),
          Path.of("/usr/lib"),
          Path.of("/usr/local/nvidia/lib64"),
          Path.of("/run/opengl-driver/lib"),
          Path.of("/usr/lib/wsl/lib"));

  /** {@code libcuda} and what it loads: the compilers of PTX and NVVM, their parts, management. */
  private static final Pattern LOADED =
      Pattern.compile("(libcuda|libnvidia-(ptxjitcompiler|nvvm.*|gpucomp|ml))\\.so(\\..*)?");

  private static final Path DEV = Path.of("/dev");
  private static final Pattern GPU = Pattern.compile("nvidia(\\d+)");
  private static final List<String> SHARED = List.of("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools");

  /** The driver in the first of these folders that has one. */
  static Optional<NvidiaDriver> find(List<Path> folders) {
    return folders.stream()
        .filter(folder -> Files.exists(folder.resolve(LIBRARY)))
        .findFirst()
        .map(NvidiaDriver::new);
  }

  /** The libraries, each of which a worker wants at the path it has here. */
  List<Path> libraries() throws IOException {
    return list(folder, LOADED);
  }

  /**
   * The nodes of one GPU that exist here.
   *
   * @param index of the GPU among those that this machine shows, by number
   */
  static List<Path> nodes(int index) throws IOException {
    var nodes = new ArrayList<Path>();
    SHARED.stream().map(DEV::resolve).filter(Files::exists).forEach(nodes::add);
    list(DEV, GPU).stream()
        .sorted(Comparator.comparingInt(NvidiaDriver::number))
        .skip(index)
        .findFirst()
        .ifPresent(nodes::add);
    return nodes;
  }

  private static int number(Path node) {
    return Integer.parseInt(name(node).substring("nvidia".length()));
  }

  private static List<Path> list(Path folder, Pattern names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> names.matcher(name(file)).matches()).sorted().toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
