package dev.hearth.bench.coldstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.bench.plan.BlobSizes;
import dev.hearth.bench.report.Figure;
import dev.hearth.bench.report.Report;
import org.junit.jupiter.api.Test;

/** The benchmark on a small scale. Of its figures, only those that no clock is in are checked. */
final class BlobsTest {
  private static final long SHARED_BYTES = 64 << 20;

  @Test
  void secondOpenHashesNothingAndProcessesShareOneCopy() throws Exception {
    Report report = new Blobs(new BlobSizes((16 << 20) + 5, SHARED_BYTES, 4)).run();
    assertEquals(0, value(report, "blob.second_open_hashed"));
    // The rest is what each JVM takes for itself in the meantime.
    double megabytes = SHARED_BYTES / 1e6;
    assertTrue(value(report, "blob.shared_pss") < 1.5 * megabytes, report::text);
    assertTrue(value(report, "blob.shared_rss") > 3.9 * megabytes, report::text);
    assertTrue(value(report, "blob.verify_and_map") > 0);
  }

  private static double value(Report report, String name) {
    return report.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .mapToDouble(Figure::value)
        .findFirst()
        .orElseThrow();
  }
}
