package dev.hearth.runtime.deployment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a node notices what was deployed. */
@ConfigMapping(prefix = "hearth.deployment")
public interface DeploymentConfig {
  /** Pause between two questions to the marketplace; {@code off} for none. */
  @WithDefault("1s")
  String interval();
}
