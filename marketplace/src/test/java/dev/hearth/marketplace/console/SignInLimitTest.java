package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SignInLimitTest.Strict.class)
class SignInLimitTest {
  /** Three failures, and a console that browsers reach over TLS. */
  public static final class Strict implements QuarkusTestProfile {
    private final ConsoleProfile base = new ConsoleProfile();

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return base.getEnabledAlternatives();
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return base.testResources();
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> config = new HashMap<>(base.getConfigOverrides());
      config.put("hearth.console.sign-in-failures", "3");
      config.put("hearth.public.console-url", "https://console.example");
      return config;
    }
  }

  @Test
  void afterThreeFailuresEvenAGoodKeyMustWait() {
    String cookie =
        new Browser()
            .signIn(FakeAccounts.DEVELOPER_KEY).headers().getValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("hearth-session="))
                .findFirst()
                .orElseThrow();
    assertTrue(cookie.contains("Secure"), cookie);
    for (int i = 0; i < 3; i++) {
      assertEquals(401, new Browser().signIn("wrong").statusCode());
    }
    Response answer = new Browser().signIn(FakeAccounts.DEVELOPER_KEY);
    assertEquals(429, answer.statusCode());
    assertTrue(Browser.parse(answer).select("[role=alert]").text().contains("Too many failed"));
  }
}
