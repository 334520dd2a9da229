package dev.hearth.runtime.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * No control groups: what the kernel bounds then is each process of a worker by itself, see {@link
 * ProcessBounds}.
 */
record RlimitsOnly() implements ResourceLimits, ResourceLimits.Group {
  @Override
  public String text() {
    return "rlimits only";
  }

  @Override
  public List<String> controllers() {
    return List.of();
  }

  @Override
  public Group create(String workerId, WorkerBounds bounds) {
    return this;
  }

  @Override
  public void removeStale() {}

  @Override
  public List<Path> joinFiles() {
    return List.of();
  }

  @Override
  public boolean killedForMemory() {
    return false;
  }

  @Override
  public Optional<Duration> cpuTime() {
    return Optional.empty();
  }

  @Override
  public void remove() {}
}
