package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.Image;
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
  private static final String DATA = "data:image/png;base64,";

  @TempDir private Path folder;

  @Test
  void theExampleIsAnInputThatIsEnlarged() throws Exception {
    JsonObject example = descriptor().array("examples").getFirst().asObject();
    String uri = example.string("image_url");
    assertTrue(uri.startsWith(DATA), uri);
    Path file = folder.resolve("flame.png");
    Files.write(file, Base64.getDecoder().decode(uri.substring(DATA.length())));
    JsonObject fetched =
        example.with("image_url", Json.parse("{\"url\":\"" + file.toUri() + "\"}"));
    var codec = new UpscaleFunctionCodec();
    UpscaleInput input = codec.decode(fetched);
    assertEquals(Model.AUTO, input.model());
    assertEquals(4, input.scale());

    var function = new UpscaleFunction();
    function.setUp(FunctionFolder.built());
    var call = new RecordingCall();
    var output = function.run(List.of(input), List.of(call)).getFirst();
    function.tearDown();
    JsonObject image = codec.encode(Objects.requireNonNull(output)).asObject().object("image");
    assertEquals(128, image.integer("width"));
    assertEquals(128, call.picture().height());
  }

  @Test
  void absentFieldsGetTheirDefaults() {
    var input =
        new UpscaleFunctionCodec().decode(Json.parse("{\"image_url\":{\"url\":\"file:/x\"}}"));
    assertEquals(2, input.scale());
    assertEquals(Model.AUTO, input.model());
    assertEquals(
        new Image("file:/x", "application/octet-stream", "file", 0, 0, 0), input.imageUrl());
  }

  @Test
  void theBillCannotExceedWhatTheLimitsAllow() throws IOException {
    JsonObject billing = descriptor().object("billing");
    assertEquals("megapixel", billing.string("unit"));
    assertEquals(Limits.MAX_OUTPUT_MEGAPIXELS * 1_000_000L, billing.integer("max_micro_units"));
    assertEquals("image_url", billing.string("bound_media"));
    assertEquals("scale", billing.string("bound_factor"));
  }

  private static JsonObject descriptor() throws IOException {
    try (InputStream in =
        DescriptorTest.class.getResourceAsStream("/META-INF/hearth/descriptor.json")) {
      byte[] json = Objects.requireNonNull(in, "no descriptor").readAllBytes();
      return Json.parseObject(new String(json, StandardCharsets.UTF_8));
    }
  }
}
