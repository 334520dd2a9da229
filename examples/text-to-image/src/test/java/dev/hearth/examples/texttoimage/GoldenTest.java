package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.standard.ImagesOutput;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The whole function beside what PyTorch drew for the same inputs with the same weights: tokens,
 * MiniLM, noise, network, adapters, guidance and sampler.
 */
class GoldenTest {
  @RegisterExtension
  static final FunctionUnderTest<PromptInput, ImagesOutput> PAINT =
      FunctionUnderTest.of(TextToImageFunction.class);

  private static final String AS_DRAWN =
      "{\"image_size\": {\"width\": 64, \"height\": 64}, \"output_format\": \"png\"}";

  @Test
  void itDrawsWhatPyTorchDraws() throws IOException {
    var names = new ArrayList<String>();
    for (Json each : Golden.json().array("cases")) {
      var input = new LinkedHashMap<>(each.asObject().members());
      String name = input.remove("name").asString();
      names.add(name);
      input.putAll(Json.parseObject(AS_DRAWN).members());
      ImagesOutput output = PAINT.callJson(new JsonObject(input).print()).output();
      int[] found = Pictures.read(output.images().getFirst());
      double psnr = Pictures.psnr(Pictures.read(Golden.file(name + ".png")), found);
      assertTrue(psnr >= 50, name + " differs by " + psnr + " dB");
    }
    assertEquals(List.of("euler", "heun", "loras"), names);
  }
}
