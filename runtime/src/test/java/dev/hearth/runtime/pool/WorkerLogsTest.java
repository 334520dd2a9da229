package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerLogsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static LogLine line(Instant at, String message) {
    return new LogLine(at, "INFO", message);
  }

  @Test
  void noTwoLinesOfAFunctionHaveTheSameTime() {
    var logs = new WorkerLogs(100);
    logs.add("a/b", line(NOW, "1"));
    logs.add("a/b", line(NOW, "2"));
    logs.add("a/b", line(NOW.minusSeconds(1), "3"));
    logs.add("a/c", line(NOW, "1"));
    List<LogLine> lines = logs.of("a/b");
    assertEquals(List.of("1", "2", "3"), lines.stream().map(LogLine::message).toList());
    assertTrue(lines.get(1).at().isAfter(lines.get(0).at()));
    assertTrue(lines.get(2).at().isAfter(lines.get(1).at()));
    assertEquals(NOW, logs.of("a/c").getFirst().at());
  }

  @Test
  void theNewestLinesAreKept() {
    var logs = new WorkerLogs(2);
    for (int n = 0; n < 5; n++) {
      logs.add("a/b", line(NOW.plusSeconds(n), "" + n));
    }
    assertEquals(List.of("3", "4"), logs.of("a/b").stream().map(LogLine::message).toList());
  }
}
