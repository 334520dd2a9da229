package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the processor made of the function, and that the function is what it says. */
class DescriptorTest {
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
