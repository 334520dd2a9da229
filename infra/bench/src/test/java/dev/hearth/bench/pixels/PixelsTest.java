package dev.hearth.bench.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.bench.plan.BlobSizes;
import dev.hearth.bench.plan.Settings;
import dev.hearth.bench.report.Figure;
import dev.hearth.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PixelsTest {
  @Test
  void lineOfATimingComesBack() {
    var timing = new Timing("alpha-split", true, Row.Way.JAVA2D, 123_456_789_012L, 0.012_345_678);
    assertTrue(Timing.isLine(timing.line()));
    assertEquals(timing, Timing.ofLine(timing.line()));
  }

  @Test
  void rateStandsBesideTheCopysAndTheOthersAlone() {
    Report report =
        new PixelsReport(
                List.of(
                    new Timing("tile-cut", true, Row.Way.COPY, 8_000_000_000L, 1),
                    new Timing("tile-cut", true, Row.Way.VECTOR, 8_000_000_000L, 2),
                    new Timing("tile-cut", true, Row.Way.REFERENCE, 8_000_000_000L, 4)))
            .report();
    assertEquals(
        List.of(
            Figure.beside("tile-cut", 4, "GB/s", 8), Figure.alone("tile-cut.reference", 2, "GB/s")),
        report.figures());
    assertTrue(report.text().contains("≥ 0.50"), report.text());
  }

  @Test
  void everyOperatorIsMeasuredInAProcessOfItsOwn() throws IOException, InterruptedException {
    Report report =
        new Pixels()
            .run(
                new Settings(
                    Path.of(""), Duration.ZERO, Duration.ZERO, List.of(), new BlobSizes(1, 1, 1)));
    var operators =
        report.figures().stream()
            .filter(figure -> figure.ratio() != null)
            .map(Figure::name)
            .collect(Collectors.toSet());
    assertEquals(11, operators.size(), operators::toString);
  }
}
