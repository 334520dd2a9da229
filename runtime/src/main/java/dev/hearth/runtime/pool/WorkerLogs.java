package dev.hearth.runtime.pool;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last lines that each function's workers wrote outside of calls. No two lines of a function
 * have the same time, so that a reader can ask for what follows the last line that it has.
 * Thread-safe.
 */
final class WorkerLogs {
  private final int maxLines;
  private final Map<String, ArrayDeque<LogLine>> byFunction = new ConcurrentHashMap<>();

  WorkerLogs(int maxLines) {
    this.maxLines = maxLines;
  }

  void add(String function, LogLine line) {
    ArrayDeque<LogLine> lines = byFunction.computeIfAbsent(function, _ -> new ArrayDeque<>());
    synchronized (lines) {
      lines.addLast(after(lines.peekLast(), line));
      if (lines.size() > maxLines) {
        lines.removeFirst();
      }
    }
  }

  private static LogLine after(@Nullable LogLine last, LogLine line) {
    return last == null || line.at().isAfter(last.at())
        ? line
        : new LogLine(last.at().plusNanos(1_000), line.level(), line.message());
  }

  List<LogLine> of(String function) {
    ArrayDeque<LogLine> lines = byFunction.get(function);
    if (lines == null) {
      return List.of();
    }
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }
}
