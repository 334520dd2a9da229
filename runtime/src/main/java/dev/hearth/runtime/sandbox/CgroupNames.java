package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of the groups of this runtime's workers: {@code hearth.PID-START.WORKER}. Process id and
 * start tell whether the runtime that made a group still lives, even where every runtime is process
 * 1 of its container.
 */
final class CgroupNames {
  private static final Pattern NAME = Pattern.compile("hearth\\.([0-9]+)-([0-9]+)\\..+");

  private static final int REMOVALS = 1_000;

  private CgroupNames() {}

  static String of(String workerId) {
    ProcessHandle self = ProcessHandle.current();
    return "hearth." + self.pid() + "-" + start(self) + "." + workerId;
  }

  /** Ends what still runs in groups of dead runtimes and removes the groups. */
  static void removeStale(Path parent) throws IOException {
    List<Path> stale;
    try (var groups = Files.list(parent)) {
      stale = groups.filter(group -> isStale(group.getFileName().toString())).toList();
    }
    for (Path group : stale) {
      remove(group);
    }
  }

  static boolean isStale(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    Optional<ProcessHandle> maker = ProcessHandle.of(Long.parseLong(matcher.group(1)));
    return maker.map(process -> start(process) != Long.parseLong(matcher.group(2))).orElse(true);
  }

  /**
   * Kills what is left in a group and removes it. The kernel refuses while a process of it is still
   * on its way out, and tells nobody when it has gone; one that filled its scratch folder with
   * files takes seconds.
   */
  static void remove(Path group) throws IOException {
    for (int attempt = 0; Files.exists(group); attempt++) {
      try {
        for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
          ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
        Files.deleteIfExists(group);
      } catch (IOException e) {
        if (attempt == REMOVALS) {
          throw e;
        }
        java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
      }
    }
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
