package dev.hearth.runtime.pool;

import dev.hearth.coldstart.cache.CacheStatus;
import dev.hearth.runtime.worker.StartPhases;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What pools count and time. */
final class PoolMetrics {
  private final MeterRegistry registry;

  PoolMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(Supplier<Number> queued, java.util.function.Function<Slot.State, Number> workers) {
    Gauge.builder("pool.queue.depth", queued)
        .description("calls that wait for a worker")
        .register(registry);
    for (Slot.State state : Slot.State.values()) {
      Gauge.builder("pool.workers", () -> workers.apply(state))
          .tag("state", state.word())
          .description("workers of this node")
          .register(registry);
    }
  }

  void watchCache(Supplier<CacheStatus> cache) {
    gauge("cache.size", "bytes of its quota that the blob cache uses", cache, CacheStatus::bytes);
    gauge("cache.pinned", "bytes of blobs in use", cache, CacheStatus::pinnedBytes);
    counter("cache.opens", "blobs asked for", cache, CacheStatus::opens);
    counter("cache.fetches", "blobs that came from the store", cache, CacheStatus::fetches);
    counter("cache.fetched.bytes", "bytes from the store", cache, CacheStatus::fetchedBytes);
    counter("cache.verified.bytes", "bytes hashed on disk", cache, CacheStatus::verifiedBytes);
    counter("cache.evictions", "blobs deleted to make room", cache, CacheStatus::evictions);
  }

  private void gauge(
      String name,
      String description,
      Supplier<CacheStatus> cache,
      ToDoubleFunction<CacheStatus> value) {
    Gauge.builder(name, cache, status -> value.applyAsDouble(status.get()))
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private void counter(
      String name,
      String description,
      Supplier<CacheStatus> cache,
      ToDoubleFunction<CacheStatus> value) {
    FunctionCounter.builder(name, cache, status -> value.applyAsDouble(status.get()))
        .description(description)
        .register(registry);
  }

  void started(String function, Duration provision, StartPhases phases) {
    Tags tags = Tags.of("function", function, "class_cache", Boolean.toString(phases.cached()));
    phase(tags, "provision", provision);
    phase(tags, "pull", phases.pull());
    phase(tags, "start", phases.start());
    phase(tags, "load", phases.load());
    phase(tags, "warm-up", phases.warmUp());
  }

  private void phase(Tags tags, String phase, Duration took) {
    Timer.builder("coldstart.phase")
        .description("what the starts of workers took")
        .tags(tags)
        .tag("phase", phase)
        .register(registry)
        .record(took);
  }

  void unhealthy(String function) {
    registry.counter("worker.unhealthy", "function", function).increment();
  }

  void died(String function) {
    registry.counter("worker.deaths", "function", function).increment();
  }
}
