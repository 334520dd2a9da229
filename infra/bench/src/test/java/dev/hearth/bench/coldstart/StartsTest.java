package dev.hearth.bench.coldstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.bench.report.Figure;
import dev.hearth.bench.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartsTest {
  @Test
  void kindsStandBesideTheBareJvmAndTheCacheBesideNone() {
    Report report =
        Starts.report(
            List.of(
                "isolation bubblewrap, cgroup v2",
                "a line that the runtime logs",
                new StartTiming("noop", "off", 300, 340, 60).line(),
                new StartTiming("noop", "standard", 200, 240, 50).line(),
                new StartTiming("noop", "cached", 140, 153, 48.5).line(),
                new StartTiming("noop", "bare", 160, 170, 40).line()));
    assertTrue(
        report.figures().contains(Figure.beside("start.noop.cached.cpu", 153, "ms", 170)),
        report.figures()::toString);
    assertTrue(
        report
            .figures()
            .contains(Figure.beside("start.noop.cached_beside_off.cpu", 153, "ms", 340)));
    assertTrue(
        report.figures().contains(Figure.beside("start.noop.cached.idle_rss", 48.5, "MB", 40)),
        report.figures()::toString);
    assertTrue(report.text().contains("bubblewrap, cgroup v2"), report.text());
    assertTrue(report.text().contains("0.90"), report.text());
  }

  @Test
  void medianOfEvenAndOdd() {
    assertEquals(2, Median.of(new double[] {3, 1, 2}));
    assertEquals(2.5, Median.of(new double[] {4, 1, 2, 3}));
  }
}
