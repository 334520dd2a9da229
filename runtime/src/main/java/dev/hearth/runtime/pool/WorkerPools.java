package dev.hearth.runtime.pool;

import dev.hearth.runtime.aot.ClassCacheIndex;
import dev.hearth.runtime.aot.ClassCaches;
import dev.hearth.runtime.egress.Egress;
import dev.hearth.runtime.egress.EgressConfig;
import dev.hearth.runtime.sandbox.BlobsConfig;
import dev.hearth.runtime.sandbox.CacheConfig;
import dev.hearth.runtime.sandbox.NodeConfig;
import dev.hearth.runtime.sandbox.Sandbox;
import dev.hearth.runtime.worker.WorkerTools;
import dev.hearth.sdk.manifest.Manifest;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** The pools of this node and what they share. */
@Startup
@ApplicationScoped
@DefaultBean
class WorkerPools implements Pools {
  private static final Logger LOG = Logger.getLogger(WorkerPools.class);
  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(15);

  /** Owners don't share workers, even of equal versions. */
  private record PoolKey(String function, String version) {}

  private record Place(VersionPool pool, Ticket ticket) {}

  private final Sandbox sandbox;
  private final Egress egress;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService writers;
  private final NodeCapacity capacity;
  private final WorkerLogs logs;
  private final ClassCacheMaker classCacheMaker;
  private final PoolTools tools;
  private final Map<PoolKey, VersionPool> pools = new ConcurrentHashMap<>();

  /** Versions that callers get, by function. */
  private final Map<String, String> live = new ConcurrentHashMap<>();

  private final Map<UUID, Place> places = new ConcurrentHashMap<>();
  private final AtomicLong names = new AtomicLong();

  @Inject
  WorkerPools(
      NodeConfig node,
      BlobsConfig blobs,
      CacheConfig cache,
      PoolConfig config,
      EgressConfig egress,
      MeterRegistry registry,
      ClassCacheIndex classCaches,
      VersionSecrets secrets)
      throws IOException {
    this(Sandbox.open(node, blobs, cache), config, egress, registry, classCaches, secrets);
  }

  /** Pools that own the sandbox. */
  WorkerPools(
      Sandbox sandbox,
      PoolConfig config,
      EgressConfig egressConfig,
      MeterRegistry registry,
      ClassCacheIndex classCaches,
      VersionSecrets secrets) {
    this.sandbox = sandbox;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("pool-timer").daemon(true).factory());
    timer.setRemoveOnCancelPolicy(true);
    this.writers = Executors.newVirtualThreadPerTaskExecutor();
    this.egress = new Egress(egressConfig, timer);
    this.capacity = PoolSettings.capacity(config);
    this.logs = new WorkerLogs(config.workerLogLines());
    var metrics = new PoolMetrics(registry);
    var workers = new WorkerTools(sandbox, PoolSettings.limits(config), egress, timer, writers);
    var caches = new ClassCaches(sandbox, classCaches);
    this.classCacheMaker =
        new ClassCacheMaker(caches, classCaches, workers, capacity, secrets, this::newName);
    this.tools =
        new PoolTools(
            workers,
            PoolSettings.of(config),
            capacity,
            logs,
            metrics,
            caches,
            secrets,
            config.classCaches() ? classCacheMaker::want : _ -> {},
            this::newName,
            ticket -> places.remove(ticket.work().requestId()),
            this::makeRoom);
    metrics.watch(this::queued, this::count);
    if (sandbox.cache().isPresent()) {
      metrics.watchCache(() -> sandbox.cache().orElseThrow());
    }
  }

  private String newName() {
    return "w" + names.incrementAndGet();
  }

  @Override
  public void prepare(String function, String version, Manifest manifest) {
    if (sandbox.refusal().isEmpty() && sandbox.refusal(manifest).isEmpty()) {
      tools.prepare().accept(new FunctionVersion(function, version, manifest));
    }
  }

  @Override
  public void live(String function, String version, Manifest manifest) {
    if (version.equals(live.put(function, version))) {
      return;
    }
    pools.forEach(
        (key, pool) -> {
          if (key.function().equals(function)) {
            pool.live(key.version().equals(version));
          }
        });
    boolean runs = sandbox.refusal().isEmpty() && sandbox.refusal(manifest).isEmpty();
    if (runs && manifest.descriptor().scale().minWorkers() > 0) {
      pool(function, version, manifest).live(true);
    }
  }

  private VersionPool pool(String function, String version, Manifest manifest) {
    return pools.computeIfAbsent(
        new PoolKey(function, version),
        _ -> new VersionPool(new FunctionVersion(function, version, manifest), tools));
  }

  @Override
  public void submit(Work work) {
    VersionPool pool = pool(work.function(), work.version(), work.manifest());
    var ticket = new Ticket(work);
    if (places.putIfAbsent(work.requestId(), new Place(pool, ticket)) != null) {
      throw new IllegalStateException("request " + work.requestId() + " is here already");
    }
    try {
      pool.submit(ticket);
    } catch (RuntimeException e) {
      places.remove(work.requestId());
      throw e;
    }
  }

  @Override
  public void cancel(UUID requestId) {
    find(requestId).ifPresent(place -> place.pool().cancel(place.ticket()));
  }

  @Override
  public int position(UUID requestId) {
    return find(requestId).map(place -> place.pool().position(place.ticket())).orElse(0);
  }

  private Optional<Place> find(UUID requestId) {
    return Optional.ofNullable(places.get(requestId));
  }

  @Override
  public void secretChanged(String owner, String secret) {
    pools.values().stream().filter(pool -> pool.isGiven(owner, secret)).forEach(VersionPool::renew);
  }

  @Override
  public List<WorkerStatus> workers() {
    return pools.values().stream().flatMap(pool -> pool.workers().stream()).toList();
  }

  @Override
  public List<LogLine> workerLog(String function) {
    return logs.of(function);
  }

  /** Evicts the worker of this node that has been idle longest, if a pool waits for room. */
  private void makeRoom() {
    if (!capacity.beginEviction()) {
      return;
    }
    long now = System.nanoTime();
    Optional<VersionPool> longest = Optional.empty();
    long longestNanos = -1;
    for (VersionPool pool : pools.values()) {
      Optional<Long> since = pool.idleSince();
      if (since.isPresent() && now - since.get() > longestNanos) {
        longestNanos = now - since.get();
        longest = Optional.of(pool);
      }
    }
    if (!longest.map(VersionPool::evict).orElse(false)) {
      capacity.abandonEviction();
    }
  }

  private int queued() {
    return pools.values().stream().mapToInt(VersionPool::queued).sum();
  }

  private long count(Slot.State state) {
    return workers().stream().filter(worker -> worker.state().equals(state.word())).count();
  }

  /**
   * Kills all workers and removes every trace of them. Listeners of unfinished work hear nothing:
   * after a restart it is run again, as after a crash.
   */
  @PreDestroy
  void close() throws IOException {
    classCacheMaker.close();
    pools.values().forEach(VersionPool::close);
    awaitWorkers();
    egress.close();
    timer.shutdownNow();
    writers.shutdownNow();
    sandbox.close();
  }

  private void awaitWorkers() {
    try {
      if (!capacity.awaitEmpty(SHUTDOWN_LIMIT)) {
        LOG.warnf("workers still end after %d s", SHUTDOWN_LIMIT.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
