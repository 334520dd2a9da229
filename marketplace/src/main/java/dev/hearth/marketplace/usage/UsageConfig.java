package dev.hearth.marketplace.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How charges are shared. */
@ConfigMapping(prefix = "hearth.usage")
interface UsageConfig {
  /** The platform's share of a charge, in hundredths of a percent. */
  @WithDefault("2000")
  @Min(0) @Max(10_000) int feeBasisPoints();
}
