package dev.hearth.sdk.cli.dev;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The last lines of builds and workers, for terminal and page. Thread-safe. */
final class DevLog {
  private static final int MOST = 1_000;

  private final PrintWriter terminal;
  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private long last;
  private long changes;

  /**
   * One line.
   *
   * @param number counts from 1
   */
  record Line(long number, String level, String text) {}

  DevLog(PrintWriter terminal) {
    this.terminal = terminal;
  }

  synchronized void add(String level, String text) {
    last++;
    lines.add(new Line(last, level, text));
    if (lines.size() > MOST) {
      lines.removeFirst();
    }
    terminal.printf(
        "%s %-6s %s%n",
        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS), level, text);
    terminal.flush();
    changed();
  }

  /** Has whoever waits look again. */
  synchronized void changed() {
    changes++;
    notifyAll();
  }

  /** Counts lines, and what else was told to have changed. */
  synchronized long changes() {
    return changes;
  }

  /** Those that are kept and follow that number. */
  synchronized List<Line> after(long number) {
    var after = new ArrayList<Line>();
    for (Line line : lines) {
      if (line.number() > number) {
        after.add(line);
      }
    }
    return after;
  }

  /** Waits a while for a change after those. */
  synchronized void awaitChange(long after, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (changes == after && left > 0) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
  }
}
