package dev.hearth.examples.noop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.json.Json;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoopFunctionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"text\":\"näh \\u0000 \\ud83d\\udd25\",\"n\":1e400,\"deep\":[[[{}]]],\"none\":null}",
      })
  void answersAnObjectWithItselfAndTouchesNothingElse(String text) {
    Json input = Json.parse(text);
    assertEquals(input, new NoopFunction().run(input, callThatMustNotBeUsed()));
  }

  private static Call callThatMustNotBeUsed() {
    return (Call)
        Proxy.newProxyInstance(
            Call.class.getClassLoader(),
            new Class<?>[] {Call.class},
            (_, method, _) -> {
              throw new AssertionError("the no-op called " + method.getName());
            });
  }
}
