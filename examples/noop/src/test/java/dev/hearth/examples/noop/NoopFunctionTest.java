package dev.hearth.examples.noop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import dev.hearth.sdk.testkit.Result;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoopFunctionTest {
  @RegisterExtension
  static final FunctionUnderTest<Json, Json> NOOP = FunctionUnderTest.of(NoopFunction.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"text\":\"näh \\u0000 \\ud83d\\udd25\",\"n\":1e400,\"deep\":[[[{}]]],\"none\":null}",
      })
  void answersAnObjectWithItselfAndDoesNothingElse(String text) {
    Result<Json> result = NOOP.callJson(text);
    assertEquals(Json.parse(text), result.output());
    assertEquals(List.of(), result.logs());
    assertEquals(List.of(), result.progress());
    assertEquals(List.of(), result.partials());
    assertEquals(1_000_000, result.microUnits());
  }
}
