package dev.hearth.runtime.deployment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a node notices what was deployed. */
@ConfigMapping(prefix = "hearth.deployment")
public interface DeploymentConfig {
  /** Pause between two questions to the marketplace; 0 for no questions. */
  @WithDefault("1s")
  Duration interval();
}
