package dev.hearth.marketplace.console.run;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the playground's calls to the runtime. */
@ConfigMapping(prefix = "hearth.console.run")
public interface RunConfig {
  /** Longest time to connect to the runtime. */
  @WithDefault("3s")
  Duration connectTimeout();

  /** Longest time to wait for an answer. */
  @WithDefault("30s")
  Duration answerTimeout();

  /** Longest time an upload may take. */
  @WithDefault("5m")
  Duration uploadTimeout();

  /** Longest answer that a page shows. */
  @WithDefault("16M")
  MemorySize maxAnswer();

  /** Memory for inputs of recent runs, which pages show beside the outputs. */
  @WithDefault("16M")
  MemorySize recentInputs();

  /** How long inputs of runs are kept for that. */
  @WithDefault("1h")
  Duration recentInputsAge();
}
