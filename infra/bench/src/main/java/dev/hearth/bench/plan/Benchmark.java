package dev.hearth.bench.plan;

import dev.hearth.bench.report.Report;
import java.io.IOException;

/** A benchmark. */
public interface Benchmark {
  /** What it is called by. */
  String name();

  /** One line on what it measures. */
  String summary();

  /** Whether it measures a running installation, and not only parts of Hearth. */
  default boolean needsInstallation() {
    return true;
  }

  /** Measures. */
  Report run(Settings settings) throws IOException, InterruptedException;
}
