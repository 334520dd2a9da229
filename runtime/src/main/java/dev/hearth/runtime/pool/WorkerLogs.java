package dev.hearth.runtime.pool;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The last lines that each function's workers wrote outside of calls. Thread-safe. */
final class WorkerLogs {
  private final int maxLines;
  private final Map<String, ArrayDeque<LogLine>> byFunction = new ConcurrentHashMap<>();

  WorkerLogs(int maxLines) {
    this.maxLines = maxLines;
  }

  void add(String function, LogLine line) {
    ArrayDeque<LogLine> lines = byFunction.computeIfAbsent(function, _ -> new ArrayDeque<>());
    synchronized (lines) {
      if (lines.size() == maxLines) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
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
