package dev.hearth.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** CPU time of a process, with or without what it started, as Linux counts it. */
public final class ProcessTree {
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TICKS = 11;

  private final Supplier<LongStream> pids;

  private ProcessTree(Supplier<LongStream> pids) {
    this.pids = pids;
  }

  /** The process alone. */
  public static ProcessTree only(long pid) {
    return new ProcessTree(() -> LongStream.of(pid));
  }

  /** The processes and all that descend from them now. */
  public static ProcessTree below(long... pids) {
    return new ProcessTree(() -> LongStream.of(pids).flatMap(ProcessTree::tree));
  }

  private static LongStream tree(long pid) {
    return Stream.concat(
            ProcessHandle.of(pid).stream(),
            ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants))
        .mapToLong(ProcessHandle::pid);
  }

  /** Seconds of CPU used so far by those that still run. */
  public double cpuSeconds() {
    return pids.get().mapToDouble(ProcessTree::cpuSeconds).sum();
  }

  private static double cpuSeconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
      return ticks / TICKS_PER_SECOND;
    } catch (IOException ended) {
      return 0;
    }
  }
}
