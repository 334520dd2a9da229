package dev.hearth.marketplace.console.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionConfigTest {
  private static SessionConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(SessionConfig.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(SessionConfig.class);
  }

  @Test
  void everyKeyHasADefault() {
    SessionConfig config = config(Map.of());
    assertEquals(Optional.empty(), config.secretFile());
    assertEquals(Duration.ofHours(12), config.signInLifetime());
    assertEquals(10, config.signInFailures());
    assertEquals(Duration.ofMinutes(10), config.signInWindow());
    assertEquals(10_000, config.signInAddresses());
  }

  @Test
  void everyKeyCanBeSet() {
    SessionConfig config =
        config(
            Map.of(
                "hearth.console.secret-file", "/s/console",
                "hearth.console.sign-in-lifetime", "PT1H",
                "hearth.console.sign-in-failures", "3",
                "hearth.console.sign-in-window", "PT1M",
                "hearth.console.sign-in-addresses", "7"));
    assertEquals(Optional.of(Path.of("/s/console")), config.secretFile());
    assertEquals(Duration.ofHours(1), config.signInLifetime());
    assertEquals(3, config.signInFailures());
    assertEquals(Duration.ofMinutes(1), config.signInWindow());
    assertEquals(7, config.signInAddresses());
  }
}
