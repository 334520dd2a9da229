package dev.hearth.runtime.catalog;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.runtime.harness.TestFunction;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final EndpointSchema UNIONS =
      schema(
          """
          {"type":"object","properties":{
            "shape":{"oneOf":[
              {"type":"object","properties":{"type":{"const":"circle"},"r":{"type":"number"}},"required":["type","r"]},
              {"type":"object","properties":{"type":{"const":"box"},"side":{"type":"integer","minimum":1}},
               "required":["type","side"]}],"discriminator":{"propertyName":"type"}},
            "size":{"anyOf":[
              {"type":"object","properties":{"width":{"type":"integer","maximum":9}},"required":["width"]},
              {"type":"string","enum":["small","large"]}]},
            "list":{"type":"array","items":{"$ref":"#/properties/shape"}},
            "maybe":{"anyOf":[{"type":"integer"},{"type":"null"}]},
            "either":{"anyOf":[{"type":"string","minLength":3},{"type":"string","pattern":"^a"}]},
            "oneOf":{"type":"string"},
            "map":{"type":"object","additionalProperties":{"type":"string"},"maxProperties":1}}}
          """);

  private static EndpointSchema schema(String input) {
    JsonObject any = JsonObject.builder().build();
    return new EndpointSchema(new Endpoint("/", Json.parseObject(input), any));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"shape\":{\"type\":\"circle\",\"r\":1.5}}",
        "{\"shape\":{\"type\":\"box\",\"side\":1,\"more\":true}}",
        "{\"size\":\"small\"}",
        "{\"size\":{\"width\":9}}",
        "{\"list\":[{\"type\":\"box\",\"side\":1},{\"type\":\"circle\",\"r\":1}]}",
        "{\"maybe\":null}",
        "{\"maybe\":3}",
        "{\"either\":\"a\"}",
        "{\"either\":\"bbb\"}",
        "{\"map\":{\"a\":\"b\"}}",
      })
  void everyFormOfAUnionPasses(String input) {
    assertDoesNotThrow(() -> validate(UNIONS, input));
  }

  /** The form that the value is meant to be is blamed, and no other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"shape\":{\"type\":\"circle\",\"side\":1}}|missing|body,shape,r",
        "{\"shape\":{\"type\":\"box\",\"side\":0}}|greater_than_equal|body,shape,side",
        "{\"shape\":{\"type\":\"ball\",\"r\":1}}|enum|body,shape,type",
        "{\"shape\":{\"r\":1}}|missing|body,shape,type",
        "{\"shape\":\"circle\"}|type_error|body,shape",
        "{\"size\":\"huge\"}|enum|body,size",
        "{\"size\":{\"width\":10}}|less_than_equal|body,size,width",
        "{\"size\":{}}|missing|body,size,width",
        "{\"size\":7}|type_error|body,size",
        "{\"list\":[{\"type\":\"circle\",\"r\":1},{\"type\":\"box\"}]}|missing|body,list,1,side",
        "{\"maybe\":\"x\"}|type_error|body,maybe",
        "{\"map\":{\"a\":1}}|type_error|body,map,a",
        "{\"map\":{\"a\":\"b\",\"c\":\"d\"}}|sequence_too_long|body,map",
        "{\"oneOf\":1}|type_error|body,oneOf",
      })
  void faultInAUnionIsToldOnce(String input, String type, String location) {
    CallException refusal = assertThrows(CallException.class, () -> validate(UNIONS, input));
    assertEquals(
        List.of(type + " " + location),
        refusal.fields().stream()
            .map(fault -> fault.type() + " " + String.join(",", fault.location()))
            .toList());
  }

  @Test
  void unionWhoseFormsLookAlikeIsStillChecked() {
    assertThrows(CallException.class, () -> validate(UNIONS, "{\"either\":\"b\"}"));
  }

  @Test
  void allFaultsAreTold() {
    CallException refusal =
        assertThrows(
            CallException.class, () -> validate(strict, "{\"steps\":0,\"size\":\"huge\"}"));
    assertEquals(3, refusal.fields().size());
  }
}
