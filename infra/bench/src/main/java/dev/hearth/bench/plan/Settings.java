package dev.hearth.bench.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a benchmark runs.
 *
 * @param data data folder of the installation that is measured, for benchmarks that need one
 * @param warmUp per cell, not counted
 * @param measured per cell
 * @param connections the numbers of connections to measure at
 * @param starts how often each kind of worker is started
 * @param blobs sizes for benchmarks of blobs
 */
public record Settings(
    Path data,
    Duration warmUp,
    Duration measured,
    List<Integer> connections,
    int starts,
    BlobSizes blobs) {
  public Settings {
    connections = List.copyOf(connections);
  }
}
