package dev.hearth.runtime.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Bounds of the queue and how long its requests are kept. */
@ConfigMapping(prefix = "hearth.queue")
public interface QueueConfig {
  /** Queued requests whose media are fetched at once. */
  @WithDefault("16")
  @Min(1) int fetchesAtOnce();

  /** Queued requests of one version that are prepared or with the pools; the others wait. */
  @WithDefault("256")
  @Min(1) int aheadPerVersion();

  /** Requests that may wait on this node. */
  @WithDefault("100000")
  @Min(1) int capacity();

  /** How long inputs, results and logs are kept after the end. */
  @WithDefault("7d")
  Duration payloadRetention();

  /** How long the rest of a request is kept after the end. */
  @WithDefault("90d")
  Duration requestRetention();
}
