package dev.hearth.examples.speak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the processor made of the function, and that the function is what it says. */
class DescriptorTest {
  private final SpeakFunctionCodec codec = new SpeakFunctionCodec();

  @Test
  void theExampleIsAnInputThatIsSpokenInFalsWords() throws Exception {
    JsonObject example = descriptor().array("examples").getFirst().asObject();
    SpeakInput input = codec.decode(example);
    assertEquals(Voice.SLT, input.voice());
    assertEquals(1, input.speed());
    var function = new SpeakFunction();
    function.setUp(FunctionFolder.built());
    function.warmUp();
    JsonObject output = codec.encode(function.run(input, new RecordingCall())).asObject();
    function.tearDown();
    assertEquals("audio/wav", output.object("audio").string("content_type"));
    assertEquals(5, output.get("duration").orElseThrow().asDouble(), 2);
  }

  @Test
  void theBillCannotExceedWhatTheLongestTextCosts() throws IOException {
    JsonObject billing = descriptor().object("billing");
    assertEquals("1000 characters", billing.string("unit"));
    assertEquals(Limits.MAX_CHARACTERS * 1_000L, billing.integer("max_micro_units"));
    assertEquals("text", billing.string("bound_field"), "a short text holds little");
    assertEquals(1_000, billing.integer("bound_micro_units"));
  }

  @Test
  void inputsOutsideTheBoundsAreRefused() {
    for (String input :
        new String[] {
          "{}",
          "{\"text\":7}",
          "{\"text\":\"hi\",\"voice\":\"nobody\"}",
          "{\"text\":\"hi\",\"speed\":\"fast\"}",
        }) {
      assertThrows(JsonException.class, () -> codec.decode(Json.parse(input)), input);
    }
  }

  private static JsonObject descriptor() throws IOException {
    try (InputStream in =
        DescriptorTest.class.getResourceAsStream("/META-INF/hearth/descriptor.json")) {
      byte[] json = Objects.requireNonNull(in, "no descriptor").readAllBytes();
      return Json.parseObject(new String(json, StandardCharsets.UTF_8));
    }
  }
}
