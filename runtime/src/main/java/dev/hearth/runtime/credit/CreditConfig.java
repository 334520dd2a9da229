package dev.hearth.runtime.credit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much authority this node borrows at once. */
@ConfigMapping(prefix = "hearth.credit")
public interface CreditConfig {
  /** Nano-dollars asked for, unless a call needs more; default one dollar. */
  @WithDefault("1000000000")
  @Min(1) long sliceNanos();

  /** Calls of the size at hand that a lease should cover. */
  @WithDefault("16")
  @Min(1) int callsAhead();

  /**
   * How long a call that the account's funds don't cover waits for running direct calls of the
   * account to give back what they hold and don't use.
   */
  @WithDefault("2s")
  Duration patience();
}
