package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The controllers of cgroup v1, in groups below the runtime's own.
 *
 * @param parents the runtime's group of each controller: {@code memory}, {@code pids} and, where
 *     they can be had, {@code cpu} and {@code cpuacct}, which often are one
 */
record CgroupV1(Map<String, Path> parents) implements ResourceLimits {
  private static final int PERIOD_MICROS = 100_000;

  /** What every group has that isn't told otherwise. */
  private static final int NODE_SHARES = 1024;

  static Optional<CgroupV1> open(CgroupMounts mounts) {
    var parents = new LinkedHashMap<String, Path>();
    for (String controller : List.of("memory", "pids", "cpu", "cpuacct")) {
      Path group = mounts.byController().get(controller);
      if (group != null && Files.isWritable(group)) {
        parents.put(controller, group);
      }
    }
    return parents.containsKey("memory") && parents.containsKey("pids")
        ? Optional.of(new CgroupV1(parents))
        : Optional.empty();
  }

  @Override
  public String text() {
    return "cgroup v1";
  }

  @Override
  public List<String> controllers() {
    return List.of("memory", "pids", "cpu").stream().filter(parents::containsKey).toList();
  }

  @Override
  public Group create(String workerId, WorkerBounds bounds) throws IOException {
    var groups = new LinkedHashMap<String, Path>();
    for (Map.Entry<String, Path> parent : parents.entrySet()) {
      Path group = parent.getValue().resolve(CgroupNames.of(workerId));
      Files.createDirectories(group);
      groups.put(parent.getKey(), group);
      limit(parent.getKey(), group, bounds);
    }
    return new V1Group(Map.copyOf(groups));
  }

  private static void limit(String controller, Path group, WorkerBounds bounds) throws IOException {
    switch (controller) {
      case "memory" -> {
        write(group.resolve("memory.limit_in_bytes"), bounds.memoryBytes());
        Path withSwap = group.resolve("memory.memsw.limit_in_bytes");
        if (Files.exists(withSwap)) {
          write(withSwap, bounds.memoryBytes());
        }
      }
      case "pids" -> write(group.resolve("pids.max"), bounds.processes());
      case "cpuacct" -> {} // counts without being told to
      default -> {
        write(group.resolve("cpu.shares"), WorkerBounds.share(NODE_SHARES, bounds));
        Path quota = group.resolve("cpu.cfs_quota_us");
        if (Files.exists(quota)) { // kernels without CONFIG_CFS_BANDWIDTH have shares only
          write(group.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
          write(quota, (long) bounds.cpus() * PERIOD_MICROS);
        }
      }
    }
  }

  private static void write(Path file, long value) throws IOException {
    Files.writeString(file, Long.toString(value));
  }

  @Override
  public void removeStale() throws IOException {
    for (Path parent : parents.values()) {
      CgroupNames.removeStale(parent);
    }
  }

  private record V1Group(Map<String, Path> byController) implements Group {
    private List<Path> groups() {
      return byController.values().stream().distinct().toList();
    }

    @Override
    public List<Path> joinFiles() {
      return groups().stream().map(group -> group.resolve("cgroup.procs")).toList();
    }

    @Override
    public boolean killedForMemory() {
      return groups().stream()
          .anyMatch(
              group -> CgroupCounters.count(group.resolve("memory.oom_control"), "oom_kill") > 0);
    }

    @Override
    public Optional<Duration> cpuTime() {
      Path group = byController.get("cpuacct");
      return group == null
          ? Optional.empty()
          : CgroupCounters.number(group.resolve("cpuacct.usage")).map(Duration::ofNanos);
    }

    @Override
    public void remove() throws IOException {
      for (Path group : groups()) {
        CgroupNames.remove(group);
      }
    }
  }
}
