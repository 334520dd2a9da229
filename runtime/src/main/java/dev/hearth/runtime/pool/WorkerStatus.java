package dev.hearth.runtime.pool;

import dev.hearth.runtime.worker.StartPhases;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker, for status pages.
 *
 * @param id name within the node
 * @param function {@code owner/name}
 * @param state {@code starting}, {@code idle}, {@code busy} or {@code draining}
 * @param pid process id on the node, 0 before it has one
 * @param calls calls it has ended
 * @param start once it is over
 * @param isolation what bounds it, e.g. {@code bubblewrap, cgroup v1}
 */
public record WorkerStatus(
    String id,
    String function,
    String version,
    String state,
    long pid,
    long calls,
    Instant startedAt,
    Optional<Start> start,
    String isolation) {

  /**
   * What a start took.
   *
   * @param provision the wait for room on the node
   */
  public record Start(Duration provision, StartPhases phases) {}
}
