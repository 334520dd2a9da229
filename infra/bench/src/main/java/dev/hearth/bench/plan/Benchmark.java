package dev.hearth.bench.plan;

import dev.hearth.bench.report.Report;
import java.io.IOException;

/** A benchmark that runs against an installation. */
public interface Benchmark {
  /** What it is called by. */
  String name();

  /** One line on what it measures. */
  String summary();

  /** Measures. */
  Report run(Settings settings) throws IOException, InterruptedException;
}
