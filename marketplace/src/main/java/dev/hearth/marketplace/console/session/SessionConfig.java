package dev.hearth.marketplace.console.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of signing in to the console. */
@ConfigMapping(prefix = "hearth.console")
public interface SessionConfig {
  /**
   * File of 32 random bytes that seal the sign-in cookie, made when absent. Without it a secret is
   * made at every start, which ends all sign-ins.
   */
  Optional<Path> secretFile();

  /** How long a sign-in lasts. */
  @WithDefault("12h")
  Duration signInLifetime();

  /** Failed sign-ins that one address has within the window before it must wait. */
  @WithDefault("10")
  @Min(1) int signInFailures();

  /** The window in which failed sign-ins count. */
  @WithDefault("10m")
  Duration signInWindow();

  /** Addresses whose failures are remembered at once. */
  @WithDefault("10000")
  @Min(1) @Max(10_000_000) int signInAddresses();
}
