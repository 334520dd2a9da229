package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cgroup v2. A group that holds processes can't limit children ("no internal processes", kernel
 * documentation of cgroup v2), so workers' groups stand below the runtime's own group when that may
 * be, after the runtime moved into a leaf of it, or else beside it.
 */
record CgroupV2(Path parent) implements ResourceLimits {
  private static final List<String> CONTROLLERS = List.of("memory", "pids");
  private static final int PERIOD_MICROS = 100_000;

  /** What every group has that isn't told otherwise. */
  private static final int NODE_WEIGHT = 100;

  static Optional<CgroupV2> open(CgroupMounts mounts) {
    return mounts.unified().flatMap(CgroupV2::parentOfWorkers).map(CgroupV2::new);
  }

  private static Optional<Path> parentOfWorkers(Path own) {
    if (offers(own, "cgroup.controllers") && (enables(own) || enablesAfterMovingOut(own))) {
      return Optional.of(own);
    }
    Path above = own.getParent();
    if (above != null && Files.isWritable(above) && offers(above, "cgroup.subtree_control")) {
      return Optional.of(above);
    }
    return Optional.empty();
  }

  private static boolean offers(Path group, String file) {
    return words(group, file).containsAll(CONTROLLERS);
  }

  private static List<String> words(Path group, String file) {
    try {
      return Arrays.asList(Files.readString(group.resolve(file)).strip().split(" ", -1));
    } catch (IOException e) {
      return List.of(); // no such group, or it isn't ours to read
    }
  }

  private static boolean enables(Path group) {
    Path control = group.resolve("cgroup.subtree_control");
    if (!writes(control, "+memory +pids")) {
      return false;
    }
    boolean _ = writes(control, "+cpu"); // not every machine hands it down; workers can do without
    return true;
  }

  private static boolean enablesAfterMovingOut(Path group) {
    Path leaf = group.resolve("hearth-runtime");
    try {
      Files.createDirectories(leaf);
    } catch (IOException e) {
      return false; // not delegated to us
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    return writes(leaf.resolve("cgroup.procs"), pid) && enables(group);
  }

  private static boolean writes(Path file, String text) {
    try {
      Files.writeString(file, text);
      return true;
    } catch (IOException e) {
      return false; // refused by the kernel: the next way is tried
    }
  }

  @Override
  public String text() {
    return "cgroup v2";
  }

  @Override
  public List<String> controllers() {
    return Stream.of("memory", "pids", "cpu")
        .filter(controller -> words(parent, "cgroup.subtree_control").contains(controller))
        .toList();
  }

  @Override
  public Group create(String workerId, WorkerBounds bounds) throws IOException {
    Path group = parent.resolve(CgroupNames.of(workerId));
    Files.createDirectory(group);
    Files.writeString(group.resolve("memory.max"), Long.toString(bounds.memoryBytes()));
    Files.writeString(group.resolve("pids.max"), Integer.toString(bounds.processes()));
    if (Files.exists(group.resolve("memory.swap.max"))) {
      Files.writeString(group.resolve("memory.swap.max"), "0");
    }
    Files.writeString(group.resolve("memory.oom.group"), "1");
    if (Files.exists(group.resolve("cpu.max"))) {
      Files.writeString(
          group.resolve("cpu.weight"), Long.toString(WorkerBounds.share(NODE_WEIGHT, bounds)));
      Files.writeString(
          group.resolve("cpu.max"), bounds.cpus() * PERIOD_MICROS + " " + PERIOD_MICROS);
    }
    return new V2Group(group);
  }

  @Override
  public void removeStale() throws IOException {
    CgroupNames.removeStale(parent);
  }

  private record V2Group(Path group) implements Group {
    @Override
    public List<Path> joinFiles() {
      return List.of(group.resolve("cgroup.procs"));
    }

    @Override
    public boolean killedForMemory() {
      return CgroupCounters.count(group.resolve("memory.events"), "oom_kill") > 0;
    }

    @Override
    public Optional<Duration> cpuTime() {
      long micros = CgroupCounters.count(group.resolve("cpu.stat"), "usage_usec");
      return micros == 0 ? Optional.empty() : Optional.of(Duration.of(micros, ChronoUnit.MICROS));
    }

    @Override
    public void remove() throws IOException {
      CgroupNames.remove(group);
    }
  }
}
