package dev.hearth.bench.drawing;

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
import org.junit.jupiter.api.Test;

final class DrawingTest {
  private static final Path FUNCTION = Path.of("../../examples/text-to-image/target/function");

  @Test
  void lineOfATimingComesBack() {
    var timing = new Timing(new Load(4, true), 0.012_345_678, 0.012, 0.345_678_9);
    assertTrue(Timing.isLine(timing.line()));
    assertEquals(timing, Timing.ofLine(timing.line()));
  }

  @Test
  void aStepStandsBesideTheBareNetwork() {
    Report report = Drawing.report(List.of(new Timing(new Load(4, false), 0.02, 0.019, 0.5)));
    assertEquals(
        List.of(
            Figure.alone("batch.4", 8, "pictures/s"),
            Figure.beside("batch.4.steps", 50, "steps/s", 1 / 0.019)),
        report.figures());
    assertTrue(report.text().contains("0.95"), report.text());
  }

  @Test
  void theFunctionDrawsInAProcessOfItsOwn() throws IOException, InterruptedException {
    Report report =
        new Drawing(FUNCTION, 1)
            .run(
                new Settings(
                    Path.of(""),
                    Duration.ZERO,
                    Duration.ZERO,
                    List.of(),
                    1,
                    new BlobSizes(1, 1, 1)));
    assertEquals(
        List.of(
            "batch.1",
            "batch.1.steps",
            "batch.4",
            "batch.4.steps",
            "batch.8",
            "batch.8.steps",
            "batch.8.styled",
            "batch.8.styled.steps"),
        report.figures().stream().map(Figure::name).toList());
    assertTrue(report.figures().stream().allMatch(figure -> figure.value() > 0), report::text);
  }
}
