package dev.hearth.runtime.catalog;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.runtime.harness.TestFunction;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSchemaTest {
  private final EndpointSchema strict =
      new EndpointSchema(TestFunction.STRICT.manifest().descriptor().endpoint("/").orElseThrow());

  private static void validate(EndpointSchema schema, String input) {
    try {
      schema.validate((ObjectNode) new ObjectMapper().readTree(input), input);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void validInputPasses() {
    assertDoesNotThrow(
        () ->
            validate(strict, "{\"prompt\":\"cat\",\"steps\":10,\"strength\":0.5,\"seeds\":[1,2]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|missing|body,prompt",
        "{\"prompt\":\"cat\",\"steps\":0}|greater_than_equal|body,steps",
        "{\"prompt\":\"cat\",\"steps\":11}|less_than_equal|body,steps",
        "{\"prompt\":\"cat\",\"strength\":0}|greater_than|body,strength",
        "{\"prompt\":\"cat\",\"strength\":1}|less_than|body,strength",
        "{\"prompt\":\"c\"}|sequence_too_short|body,prompt",
        "{\"prompt\":\"catcatcatcat\"}|sequence_too_long|body,prompt",
        "{\"prompt\":\"cat\",\"seeds\":[1,2,3]}|sequence_too_long|body,seeds",
        "{\"prompt\":\"cat\",\"seeds\":[1,\"x\"]}|type_error|body,seeds,1",
        "{\"prompt\":\"cat\",\"size\":\"huge\"}|enum|body,size",
      })
  void everyFaultHasFalsTypeAndItsPlace(String input, String type, String location) {
    CallException refusal = assertThrows(CallException.class, () -> validate(strict, input));
    assertEquals(ErrorCode.INVALID_INPUT, refusal.code());
    assertEquals(1, refusal.fields().size());
    FieldError fault = refusal.fields().getFirst();
    assertEquals(type, fault.type());
    assertEquals(List.of(location.split(",")), fault.location());
  }

  @Test
  void allFaultsAreTold() {
    CallException refusal =
        assertThrows(
            CallException.class, () -> validate(strict, "{\"steps\":0,\"size\":\"huge\"}"));
    assertEquals(3, refusal.fields().size());
  }
}
