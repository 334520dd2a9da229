package dev.hearth.runtime.pool;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

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

  void started(String function, Duration took) {
    registry.timer("coldstart.start", "function", function).record(took);
  }

  void died(String function) {
    registry.counter("worker.deaths", "function", function).increment();
  }
}
