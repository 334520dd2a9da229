package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.standard.ImagesOutput;
import dev.hearth.sdk.testkit.CallFailed;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import dev.hearth.sdk.testkit.Held;
import dev.hearth.sdk.testkit.Result;
import dev.hearth.sdk.testkit.RunningCall;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextToImageFunctionTest {
  @RegisterExtension
  static final FunctionUnderTest<PromptInput, ImagesOutput> PAINT =
      FunctionUnderTest.of(TextToImageFunction.class);

  private static final String FAST = "\"prompt\":\"a blue fox\",\"num_inference_steps\":2";

  @Test
  void theExampleIsAnInputThatIsDrawnInFalsWords() throws IOException {
    String example = PAINT.descriptor().examples().getFirst().print();
    Result<ImagesOutput> result = PAINT.callJson(example);
    JsonObject json = result.json().asObject();
    assertEquals(
        Set.of("images", "timings", "seed", "has_nsfw_concepts", "prompt"),
        json.members().keySet());
    Image image = result.output().images().getFirst();
    assertEquals("image/jpeg", image.contentType());
    assertEquals(512, image.width());
    assertEquals(512, image.height());
    assertEquals(7, result.output().seed());
    assertEquals(List.of(false), result.output().hasNsfwConcepts());
    assertEquals("a blue fox on a yellow background", result.output().prompt());
    assertTrue(result.output().timings().get("inference") > 0);
    assertEquals("24/24", result.progress().getLast().toString());
    assertMostlyYellow(Pictures.read(image));
  }

  /** Even a network that is hardly trained knows backgrounds: the corners of the picture. */
  private static void assertMostlyYellow(int[] rgb) {
    for (int at : new int[] {20 * 512 + 20, 20 * 512 + 490, 490 * 512 + 490}) {
      int red = rgb[at] >> 16;
      int blue = rgb[at] & 255;
      assertTrue(red > 180 && blue < 170, Integer.toHexString(rgb[at]));
    }
  }

  @Test
  void picturesOfACallAreDifferentAndEachBilled() throws IOException {
    Result<ImagesOutput> result = PAINT.call(Prompts.of("a fox", 2, 5, Scheduler.EULER, 4));
    List<Image> images = result.output().images();
    assertEquals(4, images.size());
    assertEquals(List.of(false, false, false, false), result.output().hasNsfwConcepts());
    assertEquals(4_000_000, result.microUnits());
    assertEquals(4_000_000, result.boundMicroUnits());
    assertTrue(Pictures.psnr(Pictures.read(images.get(0)), Pictures.read(images.get(1))) < 30);
    Result<ImagesOutput> one = PAINT.call(Prompts.of("a fox", 2, 5));
    assertEquals(1_000_000, one.microUnits());
    int[] first = Pictures.read(one.output().images().getFirst());
    assertTrue(Pictures.psnr(Pictures.read(images.get(0)), first) >= 50);
  }

  @Test
  void withoutASeedEachPictureIsAnotherAndCanBeHadAgain() throws IOException {
    ImagesOutput first = PAINT.callJson("{" + FAST + "}").output();
    ImagesOutput second = PAINT.callJson("{" + FAST + "}").output();
    assertNotEquals(first.seed(), second.seed());
    ImagesOutput again = PAINT.callJson("{" + FAST + ",\"seed\":" + first.seed() + "}").output();
    assertArrayEquals(
        Pictures.read(first.images().getFirst()), Pictures.read(again.images().getFirst()));
  }

  @Test
  void guidanceAndNegativePromptChangeThePicture() throws IOException {
    String size =
        ",\"seed\":1,\"image_size\":{\"width\":64,\"height\":64},\"output_format\":\"png\"";
    int[] plain = draw(FAST + size);
    assertTrue(Pictures.psnr(plain, draw(FAST + size + ",\"guidance_scale\":9")) < 40);
    String negative = ",\"negative_prompt\":\"a red car\"";
    assertTrue(Pictures.psnr(plain, draw(FAST + size + negative)) < 40);
    assertArrayEquals(plain, draw(FAST + size + ",\"negative_prompt\":\"  \""));
    // At a scale of 1 only the prompt counts.
    int[] unguided = draw(FAST + size + ",\"guidance_scale\":1");
    assertTrue(
        Pictures.psnr(unguided, draw(FAST + size + ",\"guidance_scale\":1" + negative)) >= 50);
  }

  @Test
  void adaptersChangeThePictureAsStronglyAsIsSaid() throws IOException {
    int[] plain = draw(Prompts.of("a green car", 6, 1));
    int[] half = draw(Prompts.of("a green car", 6, 1, new LoraWeight(Style.OUTLINES, 0.5)));
    int[] whole = draw(Prompts.of("a green car", 6, 1, new LoraWeight(Style.OUTLINES, 1)));
    int[] other = draw(Prompts.of("a green car", 6, 1, new LoraWeight(Style.MOSAIC, 1)));
    double near = Pictures.psnr(plain, half);
    double far = Pictures.psnr(plain, whole);
    assertTrue(near > far && near < 40, near + " dB by half, " + far + " dB by the whole");
    assertTrue(Pictures.psnr(whole, other) < 40);
    assertArrayEquals(
        plain, draw(Prompts.of("a green car", 6, 1, new LoraWeight(Style.OUTLINES, 0))));
    // Halves add up, in whatever order they are said.
    var halves = new LoraWeight(Style.OUTLINES, 0.5);
    var mosaic = new LoraWeight(Style.MOSAIC, 0.7);
    assertArrayEquals(
        draw(Prompts.of("a green car", 6, 1, new LoraWeight(Style.OUTLINES, 1), mosaic)),
        draw(Prompts.of("a green car", 6, 1, halves, mosaic, halves)));
  }

  @Test
  void moreAdaptersThanAllowedAreRefused() {
    String nine =
        "{\"prompt\":\"x\",\"loras\":[%s]}"
            .formatted(String.join(",", Collections.nCopies(9, "{\"path\":\"mosaic\"}")));
    CallFailed failed = assertThrows(CallFailed.class, () -> PAINT.callJson(nine));
    assertEquals(422, failed.status());
    assertEquals(List.of("body", "loras"), failed.field().location());
  }

  private static int[] draw(PromptInput input) throws IOException {
    return Pictures.read(PAINT.call(input).output().images().getFirst());
  }

  private static int[] draw(String members) throws IOException {
    return Pictures.read(PAINT.callJson("{" + members + "}").output().images().getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"landscape_16_9\"', 1024, 576",
    "'\"square_hd\"', 1024, 1024",
    "'{\"width\":640}', 640, 512",
    "'{\"width\":64,\"height\":1024}', 64, 1024"
  })
  void sizesAreAsWished(String size, int width, int height) {
    Image image =
        PAINT.callJson("{" + FAST + ",\"image_size\":" + size + "}").output().images().getFirst();
    assertEquals(width, image.width());
    assertEquals(height, image.height());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                            | prompt",
        "{'prompt': ''}                                                | prompt",
        "{'prompt': ' \\n '}                                           | prompt",
        "{'prompt': 7}                                                 | prompt",
        "{'prompt': 'x', 'negative_prompt': 7}                         | negative_prompt",
        "{'prompt': 'x', 'num_inference_steps': 0}                     | num_inference_steps",
        "{'prompt': 'x', 'num_inference_steps': 1000000000}            | num_inference_steps",
        "{'prompt': 'x', 'num_inference_steps': 10000000000000000000}  | num_inference_steps",
        "{'prompt': 'x', 'num_inference_steps': 2.5}                   | num_inference_steps",
        "{'prompt': 'x', 'guidance_scale': 'NaN'}                      | guidance_scale",
        "{'prompt': 'x', 'guidance_scale': 1e400}                      | guidance_scale",
        "{'prompt': 'x', 'guidance_scale': 0.5}                        | guidance_scale",
        "{'prompt': 'x', 'image_size': 'enormous'}                     | image_size",
        "{'prompt': 'x', 'image_size': {'width': 100000}}              | image_size",
        "{'prompt': 'x', 'image_size': {'width': 0, 'height': -1}}     | image_size",
        "{'prompt': 'x', 'image_size': {'width': 63}}                  | image_size",
        "{'prompt': 'x', 'scheduler': 'magic'}                         | scheduler",
        "{'prompt': 'x', 'num_images': 5}                              | num_images",
        "{'prompt': 'x', 'output_format': 'gif'}                       | output_format",
        "{'prompt': 'x', 'seed': 'one'}                                | seed",
        "{'prompt': 'x', 'preview_every': -1}                          | preview_every",
        "{'prompt': 'x', 'loras': 'outlines'}                          | loras",
        "{'prompt': 'x', 'loras': [{'path': '../outlines'}]}           | loras",
        "{'prompt': 'x', 'loras': [{'path': 'https://x/y'}]}           | loras",
        "{'prompt': 'x', 'loras': [{'scale': 1}]}                      | loras",
        "{'prompt': 'x', 'loras': [{'path': 'mosaic', 'scale': -1}]}   | loras",
        "{'prompt': 'x', 'loras': [{'path': 'mosaic', 'scale': 1e9}]}  | loras",
      })
  void whatCannotBeDrawnIsRefusedAtItsField(String input, String field) {
    String json = input.replace('\'', '"');
    CallFailed failed = assertThrows(CallFailed.class, () -> PAINT.callJson(json));
    assertEquals(422, failed.status());
    assertEquals(List.of("body", field), failed.fields().getFirst().location().subList(0, 2));
    assertFalse(failed.body().asObject().array("detail").isEmpty());
  }

  @Test
  void textsThatAreTooLongAreRefused() {
    for (String text : List.of("a".repeat(501), "a b ".repeat(64))) {
      for (String field : List.of("prompt", "negative_prompt")) {
        var input =
            JsonObject.builder().put("prompt", "x").build().with(field, Json.of(text)).print();
        CallFailed failed = assertThrows(CallFailed.class, () -> PAINT.callJson(input));
        assertEquals(422, failed.status());
        assertEquals(List.of("body", field), failed.field().location());
      }
    }
    CallFailed failed =
        assertThrows(
            CallFailed.class,
            () -> PAINT.callJson("{\"prompt\":\"" + "a b ".repeat(64).strip() + "\"}"));
    assertEquals("the text has 128 tokens; the limit is 126", failed.reason());
  }

  @Test
  void previewsShowHowItBecomes() throws IOException {
    String input =
        "{\"prompt\":\"a blue fox on a yellow background\",\"num_inference_steps\":7,\"seed\":3,"
            + "\"preview_every\":3,\"num_images\":2,\"output_format\":\"png\","
            + "\"image_size\":{\"width\":64,\"height\":64}}";
    Result<ImagesOutput> result = PAINT.callJson(input);
    assertEquals(2, result.partials().size());
    assertEquals(2_000_000, result.microUnits());
    int[] last = Pictures.read(result.output().images().get(1));
    double before = 0;
    for (Json partial : result.partials()) {
      JsonObject preview = partial.asObject().array("images").get(1).asObject();
      assertEquals(64, preview.integer("width"));
      var url = URI.create(preview.string("url"));
      byte[] file = Files.readAllBytes(Path.of(url));
      double psnr = Pictures.psnr(last, Pictures.read(file));
      assertTrue(psnr > before, psnr + " after " + before);
      before = psnr;
    }
    assertTrue(before > 15, "the last preview is at " + before + " dB of the picture");
    String without = input.replace("\"preview_every\":3", "\"preview_every\":0");
    assertEquals(List.of(), PAINT.callJson(without).partials());
  }

  @Test
  void aCallerWhoLeavesEndsItsCallBeforeTheNextLook() {
    try (Held steps = PAINT.hold()) {
      RunningCall<ImagesOutput> call = PAINT.submit(Prompts.of("a fox", 50, 1));
      steps.advance(2);
      call.cancel();
      steps.advance(1);
      assertEquals(ErrorCode.CLIENT_CANCELLED, call.failure().code());
      assertEquals("2/50", call.progress().getLast().toString());
    }
  }

  @Test
  void progressCountsLooksAtTheNetwork() {
    Result<ImagesOutput> result = PAINT.call(Prompts.of("a fox", 3, 1, Scheduler.HEUN, 1));
    assertEquals("5/5", result.progress().getLast().toString());
  }

  /** What is held is a price for each picture that was asked for. */
  @Test
  void theBillIsByPicture() {
    for (int pictures = 1; pictures <= Limits.PICTURES; pictures++) {
      Result<ImagesOutput> result =
          PAINT.call(Prompts.of("a fox", 1, 1, Scheduler.EULER, pictures));
      assertEquals(pictures * 1_000_000L, result.microUnits());
      assertEquals(pictures * 1_000_000L, result.boundMicroUnits());
    }
  }
}
