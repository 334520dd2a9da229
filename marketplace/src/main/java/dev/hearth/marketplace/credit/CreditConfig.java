package dev.hearth.marketplace.credit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How spending authority is lent. */
@ConfigMapping(prefix = "hearth.credit")
interface CreditConfig {
  /** After this time a runtime makes no new holds in a lease. */
  @WithDefault("60s")
  Duration leaseTerm();
}
