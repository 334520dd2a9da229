package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The {@code memory} and {@code pids} controllers of cgroup v1, in groups below the runtime's own.
 */
record CgroupV1(Path memory, Path pids) implements ResourceLimits {

  static Optional<CgroupV1> open(CgroupMounts mounts) {
    Path memory = mounts.byController().get("memory");
    Path pids = mounts.byController().get("pids");
    if (memory == null || pids == null || !Files.isWritable(memory) || !Files.isWritable(pids)) {
      return Optional.empty();
    }
    return Optional.of(new CgroupV1(memory, pids));
  }

  @Override
  public String text() {
    return "cgroup v1";
  }

  @Override
  public Group create(String workerId, long memoryBytes, int processes) throws IOException {
    String name = CgroupNames.of(workerId);
    var group = new V1Group(memory.resolve(name), pids.resolve(name));
    Files.createDirectory(group.memory);
    Files.createDirectory(group.pids);
    write(group.memory.resolve("memory.limit_in_bytes"), memoryBytes);
    Path withSwap = group.memory.resolve("memory.memsw.limit_in_bytes");
    if (Files.exists(withSwap)) {
      write(withSwap, memoryBytes);
    }
    write(group.pids.resolve("pids.max"), processes);
    return group;
  }

  @Override
  public void removeStale() throws IOException {
    CgroupNames.removeStale(memory);
    CgroupNames.removeStale(pids);
  }

  private static void write(Path file, long value) throws IOException {
    Files.writeString(file, Long.toString(value));
  }

  private record V1Group(Path memory, Path pids) implements Group {
    @Override
    public List<Path> joinFiles() {
      return List.of(memory.resolve("cgroup.procs"), pids.resolve("cgroup.procs"));
    }

    @Override
    public boolean killedForMemory() {
      return CgroupEvents.count(memory.resolve("memory.oom_control"), "oom_kill") > 0;
    }

    @Override
    public void remove() throws IOException {
      CgroupNames.remove(memory);
      CgroupNames.remove(pids);
    }
  }
}
