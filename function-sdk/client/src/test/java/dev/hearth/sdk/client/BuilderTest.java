package dev.hearth.sdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BuilderTest {
  @Test
  void theEnvironmentFillsWhatIsNotSet() throws IOException {
    try (var server = new StandInServer()) {
      String api = server.origin().toString();
      assertKey(server, "a:b", Map.of("HEARTH_API", api, "HEARTH_KEY", "a:b", "FAL_KEY", "c:d"));
      assertKey(server, "c:d", Map.of("HEARTH_API", api + "/", "FAL_KEY", "c:d"));
      assertKey(server, "e:f", Map.of("HEARTH_API", api, "FAL_KEY_ID", "e", "FAL_KEY_SECRET", "f"));
    }
  }

  private static void assertKey(StandInServer server, String key, Map<String, String> environment) {
    server.on("POST /run/a/b", StandInServer.json(200, "{}"));
    try (var client = HearthClient.builder().from(environment).build()) {
      assertEquals("{}", client.function("a/b").run(Map.of()).json().print());
    }
    assertEquals("Key " + key, server.seen("POST /run/a/b").getLast().header("authorization"));
  }

  @Test
  void whatIsSetGoesBeforeTheEnvironment() throws IOException {
    try (var server = new StandInServer();
        var client =
            server
                .client()
                .from(Map.of("HEARTH_API", "http://127.0.0.1:1", "HEARTH_KEY", "x:y"))
                .build()) {
      server.on("POST /run/a/b", StandInServer.json(200, "{}"));
      assertEquals("{}", client.function("a/b").run(Map.of()).json().print());
      assertEquals("Key id:secret", server.seen("POST /run/a/b").getLast().header("authorization"));
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    var without = HearthClient.builder().from(Map.of());
    var e = assertThrows(IllegalStateException.class, without::build);
    assertTrue(String.valueOf(e.getMessage()).contains("HEARTH_API"), e::getMessage);
    var keyless = HearthClient.builder().api(URI.create("http://localhost"));
    e = assertThrows(IllegalStateException.class, keyless::build);
    assertTrue(String.valueOf(e.getMessage()).contains("HEARTH_KEY"), e::getMessage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8080", "ftp://a", "http:///x", "http://a?b", "/run"})
  void anApiIsAnOrigin(String api) {
    URI uri = URI.create(api);
    assertThrows(IllegalArgumentException.class, () -> HearthClient.builder().api(uri));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b\r\nx-evil: 1", "schlüssel"})
  void aKeyIsPrintableAndNeverShown(String key) {
    var e = assertThrows(IllegalArgumentException.class, () -> HearthClient.builder().key(key));
    assertFalse(!key.isEmpty() && String.valueOf(e.getMessage()).contains(key));
  }

  @Test
  void pausesDoubleUpToALimitAndNeverUndercutTheServer() {
    var backoff = new Backoff(fixed(0.5), _ -> {});
    assertEquals(Duration.ofSeconds(1), backoff.after(0, RetryRule.STATUS, null));
    assertEquals(Duration.ofSeconds(16), backoff.after(4, RetryRule.STATUS, null));
    assertEquals(Duration.ofSeconds(30), backoff.after(5, RetryRule.STATUS, null));
    assertEquals(Duration.ofSeconds(30), backoff.after(500, RetryRule.STATUS, null));
    Duration asked = Duration.ofSeconds(5);
    assertEquals(asked, backoff.after(0, RetryRule.STATUS, asked));
    assertEquals(Duration.ofSeconds(16), backoff.after(4, RetryRule.STATUS, asked));
  }

  @Test
  void chanceMovesAPauseByAQuarter() {
    assertEquals(
        Duration.ofMillis(750), new Backoff(fixed(0), _ -> {}).after(0, RetryRule.OTHER, null));
    assertEquals(
        Duration.ofMillis(1250),
        new Backoff(fixed(Math.nextDown(1.0)), _ -> {}).after(0, RetryRule.OTHER, null));
  }

  private static RandomGenerator fixed(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException("a pause needs one double");
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}
