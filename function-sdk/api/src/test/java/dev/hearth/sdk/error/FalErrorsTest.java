package dev.hearth.sdk.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FalErrorsTest {
  private static String body(CallException failure) {
    return new String(FalErrors.body(failure), StandardCharsets.UTF_8);
  }

  @Test
  void modelErrorsAreDetails() {
    assertEquals(
        "{\"detail\":[{\"loc\":[\"body\",\"seeds\",1],\"msg\":\"no\",\"type\":\"type_error\",\"url\":\"https://docs.fal.ai/errors#type_error\"}]}",
        body(
            new CallException(
                ErrorCode.INVALID_INPUT,
                "no",
                List.of(new FieldError(List.of("body", "seeds", "1"), "no", "type_error")))));
    assertEquals(
        "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"it"
            + " broke\",\"type\":\"internal_server_error\",\"url\":\"https://docs.fal.ai/errors#internal_server_error\"}]}",
        body(new CallException(ErrorCode.FUNCTION_FAILED, "it broke")));
  }

  @Test
  void platformErrorsAreASentence() {
    assertEquals(
        "{\"detail\":\"gone\",\"error_type\":\"runner_disconnected\"}",
        body(new CallException(ErrorCode.RUNNER_DISCONNECTED, "gone")));
  }
}
