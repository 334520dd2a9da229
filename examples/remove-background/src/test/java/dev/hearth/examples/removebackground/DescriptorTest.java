package dev.hearth.examples.removebackground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
  void theExampleIsAnInputThatIsCut() throws Exception {
    JsonObject example = descriptor().array("examples").getFirst().asObject();
    String uri = example.string("image_url");
    assertTrue(uri.startsWith(DATA), uri);
    Path file = folder.resolve("portrait.jpg");
    Files.write(file, Base64.getDecoder().decode(uri.substring(DATA.length())));
    var codec = new RemoveBackgroundFunctionCodec();
    RemoveBackgroundInput input =
        codec.decode(example.with("image_url", Json.parse("{\"url\":\"" + file.toUri() + "\"}")));
    assertFalse(input.cropToBbox());

    var function = new RemoveBackgroundFunction();
    function.setUp(FunctionFolder.built());
    var call = new RecordingCall();
    var output = function.run(List.of(input), List.of(call)).getFirst();
    function.tearDown();
    JsonObject image = codec.encode(Objects.requireNonNull(output)).asObject().object("image");
    assertEquals(104, image.integer("width"));
    assertEquals("image/png", image.string("content_type"));
    double share = Subject.share(call.picture());
    assertTrue(share > 0.4 && share < 0.7, share + " is kept");
  }

  @Test
  void theBillCannotExceedWhatTheLimitsAllow() throws IOException {
    JsonObject billing = descriptor().object("billing");
    assertEquals("megapixel", billing.string("unit"));
    assertEquals(Limits.MAX_MEGAPIXELS * 1_000_000L, billing.integer("max_micro_units"));
    assertEquals("image_url", billing.string("bound_media"));
  }

  private static JsonObject descriptor() throws IOException {
    try (InputStream in =
        DescriptorTest.class.getResourceAsStream("/META-INF/hearth/descriptor.json")) {
      byte[] json = Objects.requireNonNull(in, "no descriptor").readAllBytes();
      return Json.parseObject(new String(json, StandardCharsets.UTF_8));
    }
  }
}
