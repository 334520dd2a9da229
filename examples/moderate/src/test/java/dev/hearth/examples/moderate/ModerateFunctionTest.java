package dev.hearth.examples.moderate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.json.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModerateFunctionTest {
  private static final double THRESHOLD = 0.5;

  /** TensorFlow.js and ONNX Runtime differ by about a millionth. */
  private static final double CLOSE = 1e-4;

  @TempDir private Path folder;

  private final ModerateFunction function = new ModerateFunction();

  @BeforeAll
  void setUp() throws OrtException {
    function.setUp(FunctionFolder.built());
    function.warmUp();
  }

  @AfterAll
  void tearDown() throws OrtException {
    function.tearDown();
  }

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
    List<RecordingCall> calls =
        List.of(
            new RecordingCall(),
            new RecordingCall(),
            new RecordingCall().withdrawn(),
            new RecordingCall());
    byte[] cup = Pictures.resource("coffee.png");
    byte[] shapes = Pictures.resource("shapes.png");
    var outputs = run(List.of(new byte[] {1}, shapes, cup, cup), calls);
    assertNull(outputs.get(0));
    assertEquals(ErrorCode.IMAGE_LOAD_ERROR, calls.get(0).failure().code());
    assertNull(outputs.get(2));
    assertEquals(ErrorCode.CLIENT_CANCELLED, calls.get(2).failure().code());
    assertEquals(
        run(shapes, THRESHOLD).nsfwProbability(),
        Objects.requireNonNull(outputs.get(1)).nsfwProbability(),
        CLOSE);
    assertEquals(
        run(cup, THRESHOLD).nsfwProbability(),
        Objects.requireNonNull(outputs.get(3)).nsfwProbability(),
        CLOSE);
  }

  @Test
  void aBatchOfNothingReadableIsNoRun() throws IOException {
    List<RecordingCall> calls = List.of(new RecordingCall());
    assertNull(run(List.of(new byte[] {1}), calls).getFirst());
    assertNotNull(calls.getFirst().failure());
  }

  private ModerateOutput run(byte[] file, double threshold) throws IOException {
    var input = new ModerateInput(RecordingCall.input(write(file)), threshold);
    return Objects.requireNonNull(
        function.run(List.of(input), List.of(new RecordingCall())).getFirst());
  }

  private List<@Nullable ModerateOutput> run(List<byte[]> files, List<RecordingCall> calls)
      throws IOException {
    var inputs = new ArrayList<ModerateInput>();
    for (byte[] file : files) {
      inputs.add(new ModerateInput(RecordingCall.input(write(file)), THRESHOLD));
    }
    return function.run(inputs, List.<Call>copyOf(calls));
  }

  private Path write(byte[] file) throws IOException {
    return Files.write(Files.createTempFile(folder, "picture", ""), file);
  }
}
