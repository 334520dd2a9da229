package dev.hearth.examples.moderate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the processor made of the function, and that the function is what it says. */
class DescriptorTest {
  private static final String DATA = "data:image/jpeg;base64,";

  @TempDir private Path folder;

  @Test
  void theExampleIsAnInputThatIsJudgedInFalsWords() throws Exception {
    JsonObject example = descriptor().array("examples").getFirst().asObject();
    String uri = example.string("image_url");
    assertTrue(uri.startsWith(DATA), uri);
    Path file = folder.resolve("coffee.jpg");
    Files.write(file, Base64.getDecoder().decode(uri.substring(DATA.length())));
    var codec = new ModerateFunctionCodec();
    ModerateInput input =
        codec.decode(example.with("image_url", Json.parse("{\"url\":\"" + file.toUri() + "\"}")));
    assertEquals(0.5, input.threshold());

    var function = new ModerateFunction();
    function.setUp(FunctionFolder.built());
    var output = function.run(List.of(input), List.of(new RecordingCall())).getFirst();
    function.tearDown();
    JsonObject json = codec.encode(Objects.requireNonNull(output)).asObject();
    assertTrue(json.get("nsfw_probability").orElseThrow().asDouble() < 0.1, json.print());
    assertEquals("[false]", json.get("has_nsfw_concepts").orElseThrow().print());
    JsonObject classes = json.object("probabilities");
    double sum = 0;
    for (String name : List.of("drawing", "hentai", "neutral", "porn", "sexy")) {
      sum += classes.get(name).orElseThrow().asDouble();
    }
    assertEquals(1, sum, 1e-5);
  }

  @Test
  void aCallIsBilledOnce() throws IOException {
    JsonObject billing = descriptor().object("billing");
    assertEquals("request", billing.string("unit"));
    assertEquals(1_000_000L, billing.integer("max_micro_units"));
  }

  private static JsonObject descriptor() throws IOException {
    try (InputStream in =
        DescriptorTest.class.getResourceAsStream("/META-INF/hearth/descriptor.json")) {
      byte[] json = Objects.requireNonNull(in, "no descriptor").readAllBytes();
      return Json.parseObject(new String(json, StandardCharsets.UTF_8));
    }
  }
}
