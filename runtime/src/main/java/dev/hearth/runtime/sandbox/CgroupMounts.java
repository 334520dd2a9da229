package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where this process's control groups are in the file system.
 *
 * @param unified its group of cgroup v2
 * @param byController its group of each cgroup v1 controller
 */
record CgroupMounts(Optional<Path> unified, Map<String, Path> byController) {

  static CgroupMounts read() throws IOException {
    return parse(
        Files.readAllLines(Path.of("/proc/self/cgroup")),
        Files.readAllLines(Path.of("/proc/self/mountinfo")));
  }

  /**
   * @param cgroup lines of {@code /proc/self/cgroup}: {@code id:controllers:path} (cgroups(7))
   * @param mountInfo lines of {@code /proc/self/mountinfo} (proc_pid_mountinfo(5))
   */
  static CgroupMounts parse(List<String> cgroup, List<String> mountInfo) {
    Optional<Path> unified = Optional.empty();
    var byController = new HashMap<String, Path>();
    for (String line : cgroup) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      if (parts[1].isEmpty()) {
        unified = folder(mountInfo, "cgroup2", "", parts[2]);
        continue;
      }
      for (String controller : parts[1].split(",", -1)) {
        folder(mountInfo, "cgroup", controller, parts[2])
            .ifPresent(path -> byController.put(controller, path));
      }
    }
    return new CgroupMounts(unified, Map.copyOf(byController));
  }

  private static Optional<Path> folder(
      List<String> mountInfo, String type, String controller, String path) {
    for (String line : mountInfo) {
      // id parent major:minor root mountpoint options… - type source superoptions
      String[] halves = line.split(" - ", 2);
      String[] mount = halves[0].split(" ", -1);
      String[] system = halves.length < 2 ? new String[0] : halves[1].split(" ", -1);
      if (mount.length < 5 || system.length < 3 || !system[0].equals(type)) {
        continue;
      }
      if (controller.isEmpty() || Arrays.asList(system[2].split(",", -1)).contains(controller)) {
        return Optional.of(below(Path.of(mount[4]), mount[3], path));
      }
    }
    return Optional.empty();
  }

  /** In a container the mount may show a group as its root: the path then begins with it. */
  private static Path below(Path mountPoint, String mountRoot, String path) {
    String relative =
        !mountRoot.equals("/") && path.startsWith(mountRoot)
            ? path.substring(mountRoot.length())
            : path;
    return mountPoint
        .resolve("." + (relative.startsWith("/") ? relative : "/" + relative))
        .normalize();
  }
}
