package dev.hearth.runtime.pool;

import dev.hearth.sdk.manifest.Manifest;
import java.util.List;
import java.util.UUID;

/** The worker pools of this node, one per function version. Thread-safe. */
public interface Pools {
  /**
   * Puts work at the end of its version's queue. The listener hears exactly one {@code ended}, from
   * a thread that must not be blocked.
   *
   * @throws dev.hearth.sdk.error.CallException with {@code TOO_MANY_REQUESTS} when the pool's queue
   *     is full, or {@code RUNNER_SCHEDULING_FAILURE} when the version is unhealthy
   */
  void submit(Work work);

  /**
   * Asks for the end of work that was submitted: waiting work ends at once, running work is told
   * and, if it is alone on its worker and doesn't end within the grace period, killed. The listener
   * hears {@link WorkOutcome.Cancelled}. Unknown ids are ignored.
   */
  void cancel(UUID requestId);

  /**
   * Work of the same version that will start before this; 0 when it is next, running or unknown.
   */
  int position(UUID requestId);

  /** Does ahead of a version's first call what makes its workers start faster. Returns at once. */
  void prepare(String function, String version, Manifest manifest);

  /**
   * Says which version of a function callers get from now on: its min workers are started and stay,
   * those of other versions don't. Cheap while nothing changes.
   */
  void live(String function, String version, Manifest manifest);

  /** Replaces the workers that were given a secret; their calls are not broken off. */
  void secretChanged(String owner, String secret);

  /** All workers of this node, for status pages. */
  List<WorkerStatus> workers();

  /** The last lines that workers of a function wrote outside of calls, oldest first. */
  List<LogLine> workerLog(String function);
}
