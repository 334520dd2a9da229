package dev.hearth.sdk.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The standard inputs and outputs, used as a function's own from their class files, as creators do:
 * names, defaults and bounds are fal's.
 */
class StandardTypesTest {
  @TempDir Path folder;

  private Endpoint endpoint(String input, String output) {
    Compilation compilation =
        Compilation.of(
            folder,
            "F",
            """
            @HearthFunction(name="f", title="T", summary="S", category="c")
            public class F implements UnaryFunction<dev.hearth.sdk.standard.INPUT, dev.hearth.sdk.standard.OUTPUT> {
              public dev.hearth.sdk.standard.OUTPUT run(dev.hearth.sdk.standard.INPUT input, Call call) {
                throw new IllegalStateException(input.toString());
              }
            }
            """
                .replace("INPUT", input)
                .replace("OUTPUT", output));
    assertEquals(List.of(), compilation.errors());
    return compilation.descriptor().endpoints().getFirst();
  }

  /** A field with what follows it: {@code *} if required, else its default, if it has one. */
  private static String fields(JsonObject schema) {
    List<Json> required = schema.array("required");
    return schema.object("properties").members().entrySet().stream()
        .map(
            field ->
                field.getKey()
                    + (required.contains(Json.of(field.getKey()))
                        ? "*"
                        : field
                            .getValue()
                            .asObject()
                            .get("default")
                            .map(d -> "=" + d.print())
                            .orElse("")))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TextToImageInput | ImagesOutput | prompt* image_size='landscape_4_3'"
            + " num_inference_steps=28 seed guidance_scale=3.5 num_images=1"
            + " enable_safety_checker=true output_format='jpeg' | images* timings* seed*"
            + " has_nsfw_concepts* prompt*",
        "ImageToImageInput | ImagesOutput | image_url* strength=0.95 num_inference_steps=40 prompt*"
            + " seed guidance_scale=3.5 num_images=1 enable_safety_checker=true"
            + " output_format='jpeg' | images* timings* seed* has_nsfw_concepts* prompt*",
        "UpscaleInput | ImageOutput | image_url* scale=2 output_format='png' | image*",
        "RemoveBackgroundInput | RemoveBackgroundOutput | image_url* crop_to_bbox=false | image*"
            + " mask_image",
        "ModerationInput | ModerationOutput | image_url* | nsfw_probability*",
        "TextToSpeechInput | AudioOutput | prompt* voice speed=1 | audio*",
        "SpeechToTextInput | SpeechToTextOutput | audio_url* task='transcribe' language | text*"
            + " chunks*",
        "TextToVideoInput | VideoOutput | prompt* negative_prompt='' num_frames=81"
            + " frames_per_second=16 seed resolution='720p' aspect_ratio='16:9'"
            + " num_inference_steps=27 guidance_scale=3.5 enable_safety_checker=false | video*"
            + " seed*",
      })
  void namesAndDefaultsAreFals(String input, String output, String inputs, String outputs) {
    Endpoint endpoint = endpoint(input, output);
    assertEquals(inputs.replace('\'', '"'), fields(endpoint.input()));
    assertEquals(outputs, fields(endpoint.output()));
    endpoint
        .input()
        .object("properties")
        .members()
        .forEach(
            (name, field) ->
                assertEquals(true, field.asObject().get("description").isPresent(), name));
  }

  @Test
  void imageSizeIsANameOrPixels() {
    JsonObject size =
        endpoint("TextToImageInput", "ImagesOutput")
            .input()
            .object("properties")
            .object("image_size");
    assertEquals(
        Json.parse(
            """
            ["square_hd","square","portrait_4_3","portrait_16_9","landscape_4_3","landscape_16_9"]
            """),
        size.array("anyOf").get(1).asObject().require("enum"));
    JsonObject custom = size.array("anyOf").getFirst().asObject();
    assertEquals("width=512 height=512", fields(custom));
    assertEquals(14142, custom.object("properties").object("width").integer("maximum"));
  }
}
