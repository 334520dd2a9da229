package dev.hearth.examples.moderate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.testkit.CallFailed;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import dev.hearth.sdk.testkit.Held;
import dev.hearth.sdk.testkit.Result;
import dev.hearth.sdk.testkit.RunningCall;
import dev.hearth.sdk.testkit.TestFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModerateFunctionTest {
  @RegisterExtension
  static final FunctionUnderTest<ModerateInput, ModerateOutput> MODERATE =
      FunctionUnderTest.of(ModerateFunction.class);

  private static final double THRESHOLD = 0.5;

  /** TensorFlow.js and ONNX Runtime differ by about a millionth. */
  private static final double CLOSE = 1e-4;

  @ParameterizedTest
  @ValueSource(strings = {"astronaut", "chelsea", "coffee", "shapes"})
  void everyClassIsAsLikelyAsItsAuthorsProgramSays(String name) throws IOException {
    String golden = new String(Pictures.resource("golden.json"), StandardCharsets.UTF_8);
    List<Double> expected =
        Json.parseObject(golden).array(name).stream().map(Json::asDouble).toList();
    ModerateOutput output = run(Pictures.resource(name + ".png"), THRESHOLD);
    Probabilities actual = output.probabilities();
    assertEquals(expected.get(0), actual.drawing(), CLOSE);
    assertEquals(expected.get(1), actual.hentai(), CLOSE);
    assertEquals(expected.get(2), actual.neutral(), CLOSE);
    assertEquals(expected.get(3), actual.porn(), CLOSE);
    assertEquals(expected.get(4), actual.sexy(), CLOSE);
    double unsafe = expected.get(1) + expected.get(3) + expected.get(4);
    assertEquals(unsafe, output.nsfwProbability(), 3 * CLOSE);
  }

  @Test
  void theThresholdDecides() throws IOException {
    byte[] shapes = Pictures.resource("shapes.png");
    double unsafe = run(shapes, THRESHOLD).nsfwProbability();
    assertTrue(unsafe > 0.9, unsafe + "");
    assertEquals(List.of(true), run(shapes, THRESHOLD).hasNsfwConcepts());
    assertEquals(List.of(true), run(shapes, unsafe).hasNsfwConcepts());
    assertEquals(List.of(false), run(shapes, Math.nextUp(unsafe)).hasNsfwConcepts());
    byte[] cup = Pictures.resource("coffee.png");
    assertEquals(List.of(false), run(cup, THRESHOLD).hasNsfwConcepts());
    assertEquals(List.of(true), run(cup, 0).hasNsfwConcepts());
  }

  @Test
  void sizeAndShapeMatterLittle() throws IOException {
    BufferedImage shapes = ImageIO.read(new ByteArrayInputStream(Pictures.resource("shapes.png")));
    var large = new BufferedImage(1500, 900, BufferedImage.TYPE_INT_RGB);
    large.createGraphics().drawImage(shapes, 0, 0, 1500, 900, null);
    var small = new BufferedImage(112, 112, BufferedImage.TYPE_INT_RGB);
    small.createGraphics().drawImage(shapes, 0, 0, 112, 112, null);
    for (BufferedImage other : List.of(large, small)) {
      double unsafe = run(Pictures.encoded(other, "png"), THRESHOLD).nsfwProbability();
      assertTrue(unsafe > 0.9, other.getWidth() + " wide: " + unsafe);
    }
    assertTrue(run(Pictures.resource("coffee.jpg"), THRESHOLD).nsfwProbability() < 0.1);
    assertTrue(run(Pictures.resource("hearth-lossy.webp"), THRESHOLD).nsfwProbability() < 0.1);
  }

  @Test
  void aPictureThatCannotBeReadLeavesTheBatchInOrder() throws IOException {
    byte[] cup = Pictures.resource("coffee.png");
    byte[] shapes = Pictures.resource("shapes.png");
    List<RunningCall<ModerateOutput>> calls;
    try (Held batch = MODERATE.hold()) {
      calls =
          MODERATE.batch(
              List.of(
                  input(new byte[] {1}, THRESHOLD),
                  input(shapes, THRESHOLD),
                  input(cup, THRESHOLD),
                  input(cup, THRESHOLD)));
      calls.get(2).cancel();
      batch.advance(1);
    }
    assertEquals(ErrorCode.IMAGE_LOAD_ERROR, calls.get(0).failure().code());
    assertEquals(ErrorCode.CLIENT_CANCELLED, calls.get(2).failure().code());
    assertEquals(
        run(shapes, THRESHOLD).nsfwProbability(),
        calls.get(1).result().output().nsfwProbability(),
        CLOSE);
    assertEquals(
        run(cup, THRESHOLD).nsfwProbability(),
        calls.get(3).result().output().nsfwProbability(),
        CLOSE);
  }

  @Test
  void aBatchOfNothingReadableIsNoRun() {
    CallFailed failed = MODERATE.submit(input(new byte[] {1}, THRESHOLD)).failure();
    assertEquals(ErrorCode.IMAGE_LOAD_ERROR, failed.code());
    assertEquals(List.of("body", "image_url"), failed.field().location());
  }

  @Test
  void theExampleIsAnInputThatIsJudgedInFalsWords() {
    JsonObject example = MODERATE.descriptor().examples().getFirst();
    Result<ModerateOutput> result = MODERATE.callJson(example.print());
    JsonObject json = result.json().asObject();
    assertTrue(json.require("nsfw_probability").asDouble() < 0.1, json.print());
    assertEquals("[false]", json.require("has_nsfw_concepts").print());
    JsonObject classes = json.object("probabilities");
    double sum = 0;
    for (String name : List.of("drawing", "hentai", "neutral", "porn", "sexy")) {
      sum += classes.require(name).asDouble();
    }
    assertEquals(1, sum, 1e-5);
    assertEquals(1_000_000, result.microUnits());
  }

  private static ModerateOutput run(byte[] file, double threshold) {
    return MODERATE.call(input(file, threshold)).output();
  }

  private static ModerateInput input(byte[] file, double threshold) {
    return new ModerateInput(TestFile.of(file).image(), threshold);
  }
}
