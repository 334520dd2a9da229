package dev.hearth.runtime.pool;

import dev.hearth.coldstart.aot.AotKey;
import dev.hearth.runtime.aot.ClassCacheIndex;
import dev.hearth.runtime.aot.ClassCaches;
import dev.hearth.runtime.sandbox.ClassSharing;
import dev.hearth.runtime.sandbox.Sandbox;
import dev.hearth.runtime.worker.CallAnswer;
import dev.hearth.runtime.worker.ClassSource;
import dev.hearth.runtime.worker.HealthReport;
import dev.hearth.runtime.worker.StartPhases;
import dev.hearth.runtime.worker.Worker;
import dev.hearth.runtime.worker.WorkerDeath;
import dev.hearth.runtime.worker.WorkerEvents;
import dev.hearth.runtime.worker.WorkerTools;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.protocol.Hints;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes class caches, one at a time and only while there is room for one more worker: starts a
 * worker that takes no calls, lets it set up and warm up, and has its JVM write down what it loaded
 * when it exits (JEP 514).
 */
final class ClassCacheMaker implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ClassCacheMaker.class);
  private static final Duration TIME = Duration.ofMinutes(5);

  private final ClassCaches caches;
  private final ClassCacheIndex index;
  private final WorkerTools tools;
  private final NodeCapacity capacity;
  private final VersionSecrets secrets;
  private final Supplier<String> names;
  private final Set<AotKey> wanted = ConcurrentHashMap.newKeySet();

  /** What is wanted while the node shuts down is dropped. */
  private final ExecutorService thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("class-cache-maker").daemon(true).factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  ClassCacheMaker(
      ClassCaches caches,
      ClassCacheIndex index,
      WorkerTools tools,
      NodeCapacity capacity,
      VersionSecrets secrets,
      Supplier<String> names) {
    this.caches = caches;
    this.index = index;
    this.tools = tools;
    this.capacity = capacity;
    this.secrets = secrets;
    this.names = names;
  }

  /** Sees to it that a version has a cache, later. */
  void want(FunctionVersion version) {
    Optional<AotKey> key = caches.key(version.function(), version.manifest());
    if (key.isPresent() && wanted.add(key.get())) {
      thread.execute(() -> make(version, key.get()));
    }
  }

  private void make(FunctionVersion version, AotKey key) {
    long bytes = tools.sandbox().memoryBytes(version.manifest()) + Sandbox.RECORDING_BYTES;
    try {
      if (index.find(key).isEmpty() && capacity.tryTake(bytes)) {
        try {
          makeIfClaimed(version, key);
        } finally {
          capacity.release(bytes, false).forEach(VersionPool::poke);
        }
      }
    } catch (IOException e) {
      LOG.warnf("function=%s has no class cache yet: %s", version.function(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "function=%s has no class cache", version.function());
    } finally {
      wanted.remove(key);
    }
  }

  private void makeIfClaimed(FunctionVersion version, AotKey key) throws IOException {
    if (!index.claim(key, version.function(), TIME)) {
      return;
    }
    String name = names.get();
    Path file = tools.sandbox().newRecording(name);
    try {
      long begin = System.nanoTime();
      record(name, version, file);
      BlobDigest blob = tools.sandbox().store(file);
      index.made(key, blob);
      LOG.infof(
          "function=%s version=%s class cache made, bytes=%d ms=%d",
          version.function(),
          version.version(),
          Files.size(file),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    } catch (InterruptedIOException e) {
      index.abandon(key);
      throw e;
    } catch (IOException e) {
      index.failed(key);
      throw e;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void record(String name, FunctionVersion version, Path file) throws IOException {
    var recording = new Recording();
    Worker worker =
        Worker.start(
            name,
            version.manifest(),
            tools,
            recording,
            ClassSource.of(new ClassSharing.Recording(file)),
            version.secrets(secrets));
    recording.worker.complete(worker);
    WorkerDeath death = recording.await(worker);
    if (!death.clean() || Files.size(file) == 0) {
      throw new IOException("the worker that should record it " + death.reason());
    }
  }

  /** Stops what is under way. */
  @Override
  public void close() {
    var _ = thread.shutdownNow();
  }

  /** Drains the worker as soon as it is ready. */
  private static final class Recording implements WorkerEvents {
    final CompletableFuture<Worker> worker = new CompletableFuture<>();
    private final CompletableFuture<WorkerDeath> gone = new CompletableFuture<>();
    private volatile @Nullable WorkerDeath death;

    WorkerDeath await(Worker started) throws IOException {
      try {
        return gone.get();
      } catch (InterruptedException e) {
        started.kill("the node shuts down");
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the node shuts down");
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void ready(StartPhases phases, boolean answersChecks) {
      var _ = worker.thenAccept(started -> started.drain(TIME));
    }

    @Override
    public void hinted(Hints hints) {}

    @Override
    public void checked(HealthReport report) {}

    @Override
    public void logged(long callId, String level, String message) {
      LOG.debugf("recording a class cache: %s %s", level, message);
    }

    @Override
    public void progressed(long callId, int done, int total) {}

    @Override
    public void emitted(long callId, byte[] json, List<Path> files) {}

    @Override
    public void answered(long callId, CallAnswer answer) {}

    @Override
    public void died(WorkerDeath how) {
      death = how;
    }

    @Override
    public void gone() {
      WorkerDeath how = death;
      gone.complete(how == null ? new WorkerDeath("ended", false, false) : how);
    }
  }
}
