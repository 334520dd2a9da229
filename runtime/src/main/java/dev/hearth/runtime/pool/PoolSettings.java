package dev.hearth.runtime.pool;

import com.sun.management.OperatingSystemMXBean;
import dev.hearth.runtime.worker.WorkerLimits;
import dev.hearth.sdk.descriptor.Scale;
import io.quarkus.runtime.configuration.MemorySize;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The configuration with what depends on the machine filled in. */
record PoolSettings(
    int queueLength,
    int maxWorkersPerVersion,
    Duration keepAlive,
    Duration maxKeepAlive,
    int maxMinWorkers,
    Duration cancelGrace,
    Duration drainTimeout,
    Duration healthInterval,
    int maxFailedSetups,
    Duration retryDelay,
    Duration unhealthyFor) {

  static PoolSettings of(PoolConfig config) {
    return new PoolSettings(
        config.queueLength(),
        config.maxWorkersPerVersion().orElse(Math.max(1, processors() / 2)),
        config.keepAlive(),
        config.maxKeepAlive(),
        config.maxMinWorkers(),
        config.cancelGrace(),
        config.drainTimeout(),
        config.healthInterval(),
        config.maxFailedSetups(),
        config.retryDelay(),
        config.unhealthyFor());
  }

  /** How long a version's idle workers stay: its creator's wish, within bounds. */
  Duration keepAlive(Scale wish) {
    Duration wished = wish.keepAlive();
    if (wished == null) {
      return keepAlive;
    }
    return wished.compareTo(maxKeepAlive) < 0 ? wished : maxKeepAlive;
  }

  /** Most workers of a version. */
  int maxWorkers(Scale wish) {
    return wish.maxWorkers() == 0
        ? maxWorkersPerVersion
        : Math.min(wish.maxWorkers(), maxWorkersPerVersion);
  }

  /** Workers of a live version that stay without calls. */
  int minWorkers(Scale wish) {
    return Math.min(Math.min(wish.minWorkers(), maxMinWorkers), maxWorkers(wish));
  }

  static NodeCapacity capacity(PoolConfig config) {
    return new NodeCapacity(
        config.maxWorkers().orElse(4 * processors()),
        config.memory().map(MemorySize::asLongValue).orElseGet(() -> machineBytes() / 4 * 3),
        config.yieldAfter());
  }

  static WorkerLimits limits(PoolConfig config) {
    return new WorkerLimits(
        config.startTimeout(),
        config.helloTimeout(),
        config.maxOutputSize().asLongValue(),
        config.maxOutputFiles(),
        Math.toIntExact(config.maxResultSize().asLongValue()),
        config.maxLogSize().asLongValue(),
        config.messageRate().asLongValue());
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static long machineBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
