package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the kernel holds a worker to as a whole. */
sealed interface ResourceLimits permits CgroupV1, CgroupV2, RlimitsOnly {
  /** For people, e.g. {@code cgroup v1}. */
  String text();

  /** The controllers in force, of {@code memory}, {@code pids} and {@code cpu}. */
  List<String> controllers();

  /** Makes the limits of one worker. */
  Group create(String workerId, WorkerBounds bounds) throws IOException;

  /** Removes what runtimes that are no longer alive left behind. */
  void removeStale() throws IOException;

  /** The limits of one worker. */
  interface Group {
    /** Files that the worker's first process writes its id into to be limited. */
    List<Path> joinFiles();

    /** Whether the kernel killed a process of the worker for passing its memory limit. */
    boolean killedForMemory();

    /** Processor time of all processes of the worker so far, user and system, where it is known. */
    Optional<Duration> cpuTime();

    /** Removes the group; its processes have ended. */
    void remove() throws IOException;
  }

  /** The best that this machine offers. */
  static ResourceLimits detect() throws IOException {
    var mounts = CgroupMounts.read();
    return CgroupV2.open(mounts)
        .<ResourceLimits>map(limits -> limits)
        .or(() -> CgroupV1.open(mounts))
        .orElseGet(RlimitsOnly::new);
  }
}
