package dev.hearth.runtime.call;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Bounds of calls. */
@ConfigMapping(prefix = "hearth.call")
public interface CallConfig {
  /** Times a call is tried when workers die under it. */
  @WithDefault("2")
  @Min(1) int attempts();

  /** Time within which a call must start, unless it says so itself. */
  @WithDefault("1h")
  Duration startWithin();
}
