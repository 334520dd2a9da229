package dev.hearth.runtime.pool;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How many workers there are, how long they stay and what they are held to. */
@ConfigMapping(prefix = "hearth.pool")
public interface PoolConfig {
  /** Most calls that wait for workers of one version. */
  @WithDefault("10000")
  @Min(1) int queueLength();

  /** How long a worker without calls stays warm, unless its function says so itself. */
  @WithDefault("10m")
  Duration keepAlive();

  /** Longest that a function may have its idle workers stay. */
  @WithDefault("1h")
  Duration maxKeepAlive();

  /** Most workers without calls that a function may have stay for good; 0 for none. */
  @WithDefault("1")
  @Min(0) int maxMinWorkers();

  /** Most workers of one version, whatever its function wishes; half the processors if unset. */
  OptionalInt maxWorkersPerVersion();

  /** Most workers of this node; four per processor if unset. */
  OptionalInt maxWorkers();

  /** Memory for all workers of this node; three quarters of the machine's if unset. */
  Optional<MemorySize> memory();

  /**
   * How long work may wait for room on the node before a busy pool must give up a worker for it.
   */
  @WithDefault("10s")
  Duration yieldAfter();

  /** Longest time from the start of a worker to its being ready. */
  @WithDefault("120s")
  Duration startTimeout();

  /** Longest time from a worker's connecting to its first frame. */
  @WithDefault("10s")
  Duration helloTimeout();

  /** How long a call that was cancelled may go on before its worker is killed. */
  @WithDefault("2s")
  Duration cancelGrace();

  /** How long a worker that was told to exit may take. */
  @WithDefault("10s")
  Duration drainTimeout();

  /** How often a worker without calls is asked whether its function still works. */
  @WithDefault("15s")
  Duration healthInterval();

  /** Set-ups that fail in a row before a version counts as unhealthy. */
  @WithDefault("3")
  @Min(1) int maxFailedSetups();

  /** Pause after the first failed set-up; doubled after each further one. */
  @WithDefault("500ms")
  Duration retryDelay();

  /** How long an unhealthy version takes no calls. */
  @WithDefault("60s")
  Duration unhealthyFor();

  /** Whether class caches are made for functions, which halves the time their workers start in. */
  @WithDefault("true")
  boolean classCaches();

  /** Bytes of all output files of one call. */
  @WithDefault("1G")
  MemorySize maxOutputSize();

  /** Output files of one call, also those of partial outputs. */
  @WithDefault("256")
  @Min(0) @Max(10_000) int maxOutputFiles();

  /** Bytes of the output JSON of one call. */
  @WithDefault("8M")
  MemorySize maxResultSize();

  /** Bytes of the log of one call; later lines are dropped. */
  @WithDefault("1M")
  MemorySize maxLogSize();

  /**
   * Bytes of logs, progress and partial outputs that one worker may send per second; each message
   * counts 1 KiB more. A worker that sends faster waits.
   */
  @WithDefault("8M")
  MemorySize messageRate();

  /** Lines kept of what workers of one function write outside of calls. */
  @WithDefault("500")
  @Min(1) int workerLogLines();
}
