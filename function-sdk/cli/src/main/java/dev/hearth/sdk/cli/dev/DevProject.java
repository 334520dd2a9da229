package dev.hearth.sdk.cli.dev;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A project and the worker over its last build that passed. A build that fails leaves the worker as
 * it is. Thread-safe.
 */
final class DevProject {
  private final MavenBuild build;
  private final Map<String, String> secrets;
  private final DevLog log;
  private State state = new State(0, Phase.BUILDING, List.of());
  private @Nullable DevWorker worker;
  private boolean closed;

  /** What becomes of the last change. */
  enum Phase {
    BUILDING,
    STARTING,
    READY,
    FAILED
  }

  /**
   * Where the project stands.
   *
   * @param number counts changes
   * @param problems why it failed
   */
  record State(long number, Phase phase, List<String> problems) {}

  DevProject(Path project, Map<String, String> secrets, DevLog log) {
    this.build = new MavenBuild(project);
    this.secrets = secrets;
    this.log = log;
  }

  /** Builds, and has a new worker take the place of the old one where that passed. */
  void renew() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    become(Phase.BUILDING, List.of());
    MavenBuild.Outcome outcome = build.run();
    outcome.lines().forEach(line -> log.add(outcome.ok() ? "WARN" : "ERROR", line));
    if (!outcome.ok()) {
      become(Phase.FAILED, outcome.lines());
      return;
    }
    become(Phase.STARTING, List.of());
    try {
      replace(DevWorker.start(build.functionFolder(), secrets, log));
      log.add("INFO", "ready in %.1f s".formatted((System.nanoTime() - begin) / 1e9));
      become(Phase.READY, List.of());
    } catch (IOException | CommandFailure e) {
      List<String> problems = String.valueOf(e.getMessage()).lines().toList();
      problems.forEach(line -> log.add("ERROR", line));
      become(Phase.FAILED, problems);
    }
  }

  private void become(Phase phase, List<String> problems) {
    synchronized (this) {
      state = new State(state.number() + 1, phase, problems);
    }
    log.changed();
  }

  private void replace(DevWorker next) throws IOException {
    DevWorker old;
    synchronized (this) {
      if (closed) {
        next.kill();
        return;
      }
      old = worker;
      worker = next;
    }
    if (old != null) {
      old.close();
    }
  }

  synchronized State state() {
    return state;
  }

  /** The worker that takes calls; empty while there is none. */
  synchronized Optional<DevWorker> worker() {
    return Optional.ofNullable(worker).filter(DevWorker::isAlive);
  }

  /** Ends build and worker, and lets none follow. */
  void close() throws IOException {
    build.stop();
    DevWorker last;
    synchronized (this) {
      closed = true;
      last = worker;
      worker = null;
    }
    if (last != null) {
      last.kill();
    }
  }
}
