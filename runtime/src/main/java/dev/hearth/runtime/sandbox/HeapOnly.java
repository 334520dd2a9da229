package dev.hearth.runtime.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** No control groups: the JVM's own heap limit and rlimits are all there is. */
record HeapOnly() implements ResourceLimits, ResourceLimits.Group {
  @Override
  public String text() {
    return "heap limit and rlimits only";
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
