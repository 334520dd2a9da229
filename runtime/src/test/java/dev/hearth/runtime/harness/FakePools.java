package dev.hearth.runtime.harness;

import dev.hearth.runtime.pool.LogLine;
import dev.hearth.runtime.pool.Pools;
import dev.hearth.runtime.pool.Work;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.runtime.pool.WorkerStatus;
import dev.hearth.runtime.worker.StartPhases;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.protocol.Hints;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Pools that do what a test says. By default they answer with the input. What they were given and
 * haven't ended is {@link #open}, in order.
 */
@Alternative
@Priority(1)
@Singleton
public class FakePools implements Pools {
  private final Map<UUID, Work> open = new LinkedHashMap<>();
  private final List<Work> seen = new ArrayList<>();
  private final List<String> prepared = new ArrayList<>();
  private final Map<String, String> live = new LinkedHashMap<>();
  private final List<String> changedSecrets = new ArrayList<>();
  private Consumer<Work> script = this::echo;
  private volatile Hints hints = Hints.NONE;

  @Override
  public void submit(Work work) {
    Consumer<Work> next;
    synchronized (this) {
      open.put(work.requestId(), work);
      seen.add(work);
      next = script;
    }
    try {
      next.accept(work);
    } catch (CallException refusal) {
      synchronized (this) {
        open.remove(work.requestId());
      }
      throw refusal;
    }
  }

  @Override
  public void prepare(String function, String version, Manifest manifest) {
    synchronized (this) {
      prepared.add(function + " " + version);
    }
  }

  @Override
  public void live(String function, String version, Manifest manifest) {
    synchronized (this) {
      live.put(function, version);
    }
  }

  /** The versions that callers get, by function. */
  public synchronized Map<String, String> live() {
    return Map.copyOf(live);
  }

  @Override
  public synchronized void secretChanged(String owner, String secret) {
    changedSecrets.add(owner + " " + secret);
  }

  /** Secrets that changed, as {@code owner name}. */
  public synchronized List<String> changedSecrets() {
    return List.copyOf(changedSecrets);
  }

  /** What was prepared, as {@code owner/name version}. */
  public synchronized List<String> prepared() {
    return List.copyOf(prepared);
  }

  @Override
  public void cancel(UUID requestId) {
    Work work;
    synchronized (this) {
      work = open.get(requestId);
    }
    if (work != null) {
      end(work, new WorkOutcome.Cancelled());
    }
  }

  @Override
  public synchronized int position(UUID requestId) {
    return Math.max(0, List.copyOf(open.keySet()).indexOf(requestId));
  }

  @Override
  public List<WorkerStatus> workers() {
    return List.of(
        new WorkerStatus(
            "w1",
            "hearth/noop",
            "v",
            "idle",
            42,
            3,
            Instant.EPOCH,
            Optional.of(start()),
            "bubblewrap, cgroup v2"),
        new WorkerStatus(
            "w2",
            "someone/else",
            "v",
            "starting",
            43,
            1,
            Instant.EPOCH,
            Optional.empty(),
            "bubblewrap"));
  }

  private static WorkerStatus.Start start() {
    return new WorkerStatus.Start(
        Duration.ofMillis(1),
        new StartPhases(
            Duration.ofMillis(2),
            Duration.ofMillis(3),
            Duration.ofMillis(4),
            Duration.ofMillis(5),
            true,
            Optional.empty()));
  }

  @Override
  public List<LogLine> workerLog(String function) {
    return List.of(new LogLine(Instant.EPOCH, "INFO", "set up " + function));
  }

  /** What happens to work from now on. */
  public synchronized void script(Consumer<Work> next) {
    script = next;
  }

  /** What the workers advertise from now on. */
  public void hints(String... words) {
    hints = new Hints(List.of(words));
  }

  /** Answers with the input from now on. */
  public void reset() {
    script(this::echo);
    hints();
    openWork().forEach(work -> end(work, new WorkOutcome.Cancelled()));
    synchronized (this) {
      seen.clear();
    }
  }

  /** Keeps work until a test ends it. */
  public void keep() {
    script(_ -> {});
  }

  /** Work that hasn't ended. */
  public synchronized List<Work> openWork() {
    return List.copyOf(open.values());
  }

  /** All work since the last reset. */
  public synchronized List<Work> seen() {
    return List.copyOf(seen);
  }

  /** Starts and answers with the input. */
  public void echo(Work work) {
    work.listener().started(hints);
    answer(work, new String(work.input(), java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Answers without files. */
  public void answer(Work work, String output) {
    answer(work, output, -1, List.of());
  }

  /** Answers. */
  public void answer(Work work, String output, long metered, List<Path> files) {
    end(
        work,
        new WorkOutcome.Answered(
            output.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            metered,
            files,
            Duration.ofMillis(12),
            hints));
  }

  /** Ends work, once. */
  public void end(Work work, WorkOutcome outcome) {
    if (forget(work)) {
      work.listener().ended(outcome);
    }
  }

  /** The worker dies under work, and somebody does something before that is told. */
  public void die(Work work, Runnable before) {
    if (forget(work)) {
      before.run();
      work.listener().ended(new WorkOutcome.WorkerDied(1, "killed"));
    }
  }

  private synchronized boolean forget(Work work) {
    return open.remove(work.requestId()) != null;
  }

  /** Emits a partial output. */
  public void emit(Work work, String json, Path... files) {
    work.listener().emitted(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), List.of(files));
  }

  /** A file as a worker leaves one behind. */
  public static Path file(byte[] bytes) {
    try {
      Path file = Files.createTempFile("output", ".bin");
      file.toFile().deleteOnExit();
      Files.write(file, bytes);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
