package dev.hearth.bench.coldstart;

import dev.hearth.runtime.worker.StartPhases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A worker that has just become ready.
 *
 * @param residentBytes resident set size of its JVM: what it has touched, shared pages included
 */
record ReadyWorker(StartPhases phases, long residentBytes) {
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+([0-9]+) kB$");

  /** Of the one JVM among the processes that this one has started, however deep. */
  static long residentBytesOfOnlyJvm() throws IOException {
    List<Long> jvms =
        ProcessHandle.current()
            .descendants()
            .map(ProcessHandle::pid)
            .filter(ReadyWorker::isJvm)
            .toList();
    if (jvms.size() != 1) {
      throw new IOException("one worker is expected, there are " + jvms.size());
    }
    Matcher status = RESIDENT.matcher(Files.readString(file(jvms.getFirst(), "status")));
    if (!status.find()) {
      throw new IOException("the kernel doesn't tell the resident set size of a process");
    }
    return Long.parseLong(status.group(1)) << 10;
  }

  private static boolean isJvm(long pid) {
    try {
      return Files.readString(file(pid, "comm")).strip().equals("java");
    } catch (IOException e) {
      return false; // a process that has ended meanwhile
    }
  }

  private static Path file(long pid, String name) {
    return Path.of("/proc", Long.toString(pid), name);
  }
}
