package dev.hearth.runtime.call;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Bounds of calls. */
@ConfigMapping(prefix = "hearth.call")
public interface CallConfig {
  /** Most times a call is tried when workers die under it, whatever its function wishes. */
  @WithDefault("5")
  @Min(1) int maxAttempts();

  /** Time within which a call must start, unless it says so itself. */
  @WithDefault("1h")
  Duration startWithin();
}
