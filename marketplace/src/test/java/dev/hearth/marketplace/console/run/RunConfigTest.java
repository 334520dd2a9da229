package dev.hearth.marketplace.console.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunConfigTest {
  private static RunConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(RunConfig.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(RunConfig.class);
  }

  @Test
  void everyKeyHasADefault() {
    RunConfig config = config(Map.of());
    assertEquals(Duration.ofSeconds(3), config.connectTimeout());
    assertEquals(Duration.ofSeconds(30), config.answerTimeout());
    assertEquals(Duration.ofMinutes(5), config.uploadTimeout());
    assertEquals(16 << 20, config.maxAnswer().asLongValue());
    assertEquals(16 << 20, config.recentInputs().asLongValue());
    assertEquals(Duration.ofHours(1), config.recentInputsAge());
  }

  @Test
  void everyKeyCanBeSet() {
    RunConfig config =
        config(
            Map.of(
                "hearth.console.run.connect-timeout", "PT1S",
                "hearth.console.run.answer-timeout", "PT2S",
                "hearth.console.run.upload-timeout", "PT4S",
                "hearth.console.run.max-answer", "5K",
                "hearth.console.run.recent-inputs", "6K",
                "hearth.console.run.recent-inputs-age", "PT7S"));
    assertEquals(Duration.ofSeconds(1), config.connectTimeout());
    assertEquals(Duration.ofSeconds(2), config.answerTimeout());
    assertEquals(Duration.ofSeconds(4), config.uploadTimeout());
    assertEquals(5 << 10, config.maxAnswer().asLongValue());
    assertEquals(6 << 10, config.recentInputs().asLongValue());
    assertEquals(Duration.ofSeconds(7), config.recentInputsAge());
  }
}
