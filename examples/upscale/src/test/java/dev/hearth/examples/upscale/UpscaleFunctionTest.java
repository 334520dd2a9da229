package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpscaleFunctionTest {
  private static final UpscaleFunction FUNCTION = new UpscaleFunction();

  @TempDir private Path folder;

  @BeforeAll
  static void setUp() throws OrtException {
    FUNCTION.setUp(FunctionFolder.built());
  }

  @AfterAll
  static void tearDown() throws OrtException {
    FUNCTION.tearDown();
  }

  /** Margins in dB; animevideo at scale 2 redraws rather than restores, see its model card. */
  @ParameterizedTest
  @CsvSource({
    "AUTO, 2, 3.0",
    "ANIME4K, 2, 3.0",
    "ANIME4K, 4, 2.0",
    "AUTO, 4, 0.5",
    "ANIMEVIDEO, 4, 0.5",
    "ANIMEVIDEO, 2, -0.5",
  })
  void bringsBackMoreOfADrawingThanBicubic(Model model, int scale, double margin)
      throws IOException {
    Picture drawing = Pictures.hearth(4);
    Picture small = Pictures.shrink(drawing, scale);
    double reached = Pictures.psnr(drawing, upscale(small, scale, model));
    double bicubic = Pictures.psnr(drawing, Pictures.bicubic(small, scale));
    assertTrue(reached > bicubic + margin, "%.2f dB, bicubic %.2f dB".formatted(reached, bicubic));
  }

  @Test
  void answersWithTheStoredPictureAndSaysWhatItDid() throws IOException {
    var call = new RecordingCall();
    var output = run(write(Pictures.hearth(1)), 2, Model.AUTO, call);
    assertNotNull(output);
    assertEquals("hearth-file:0", output.image().url());
    assertEquals("image/png", output.image().contentType());
    assertEquals(320, output.image().width());
    assertEquals(240, output.image().height());
    assertEquals(List.of("1/1"), call.progress);
    assertEquals(1, call.log.size());
    String line = call.log.getFirst();
    assertTrue(line.startsWith("INFO enlarged 160x120 to 320x240 with anime4k-l in "), line);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 4, AUTO", "1, 9, 2, AUTO", "700, 1, 2, ANIMEVIDEO", "3, 2, 4, ANIME4K"})
  void takesTheNarrowestPictures(int width, int height, int scale, Model model) throws IOException {
    var argb = new int[width * height];
    Arrays.fill(argb, 0xFF8040C0);
    Picture result = upscale(new Picture(width, height, argb, true), scale, model);
    assertEquals(width * scale, result.width());
    assertEquals(height * scale, result.height());
    int pixel = result.argb()[0];
    assertEquals(0x80, pixel >> 16 & 255, 5);
    assertEquals(0x40, pixel >> 8 & 255, 5);
    assertEquals(0xC0, pixel & 255, 5);
  }

  @ParameterizedTest
  @CsvSource({"ANIME4K, 2", "ANIMEVIDEO, 2", "ANIMEVIDEO, 4", "ESRGAN, 2", "ESRGAN, 4"})
  void keepsAlphaAndLeavesNoDarkFringe(Model model, int scale) throws IOException {
    Picture disc = whiteDisc(40);
    Picture result = upscale(disc, scale, model);
    assertFalse(result.opaque());
    assertEquals(0, result.argb()[0] >>> 24);
    int middle = result.width() / 2 * (result.width() + 1);
    assertEquals(255, result.argb()[middle] >>> 24);
    Picture alpha = Pictures.bicubic(disc, scale);
    for (int i = 0; i < result.argb().length; i++) {
      int pixel = result.argb()[i];
      assertEquals(alpha.argb()[i] >>> 24, pixel >>> 24);
      if (pixel >>> 24 > 0) {
        assertTrue((pixel & 255) >= 240, "dark edge " + Integer.toHexString(pixel));
      }
    }
  }

  @Test
  void aBadPictureFailsAloneInItsBatch() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "this is no picture");
    Picture drawing = Pictures.hearth(1);
    var inputs =
        List.of(
            input(write(drawing), 2, Model.AUTO),
            input(text, 2, Model.AUTO),
            input(folder.resolve("text.png"), 2, Model.AUTO),
            input(write(Pictures.shrink(drawing, 2)), 2, Model.AUTO));
    List<RecordingCall> calls =
        List.of(new RecordingCall(), new RecordingCall(), new RecordingCall(), new RecordingCall());
    var outputs = FUNCTION.run(inputs, List.<Call>copyOf(calls));
    assertEquals(4, outputs.size());
    assertEquals(320, calls.get(0).picture().width());
    assertEquals(160, calls.get(3).picture().width());
    for (int bad = 1; bad <= 2; bad++) {
      assertNull(outputs.get(bad));
      assertEquals(ErrorCode.IMAGE_LOAD_ERROR, calls.get(bad).failure().code());
      assertFalse(calls.get(bad).hasPicture());
    }
    assertFalse(calls.get(0).failed() || calls.get(3).failed());
  }

  @Test
  void aCancelledCallEndsBetweenTwoTilesAndStoresNothing() throws IOException {
    var argb = new int[515 * 4];
    Arrays.fill(argb, 0xFFFFFFFF);
    var call = new RecordingCall(1);
    var output = run(write(new Picture(515, 4, argb, true)), 2, Model.ANIME4K, call);
    assertNull(output);
    assertEquals(List.of("1/3"), call.progress);
    assertEquals(ErrorCode.CLIENT_CANCELLED, call.failure().code());
    assertFalse(call.hasPicture());
  }

  private Picture upscale(Picture picture, int scale, Model model) throws IOException {
    var call = new RecordingCall();
    var _ = run(write(picture), scale, model, call);
    return call.picture();
  }

  private static @Nullable UpscaleOutput run(Path file, int scale, Model model, RecordingCall call)
      throws IOException {
    return FUNCTION.run(List.of(input(file, scale, model)), List.of(call)).getFirst();
  }

  private static UpscaleInput input(Path file, int scale, Model model) throws IOException {
    return new UpscaleInput(RecordingCall.input(file), scale, model);
  }

  private Path write(Picture picture) throws IOException {
    Path file = Files.createTempFile(folder, "picture", ".png");
    return Files.write(file, Pictures.png(picture));
  }

  /** A white disc with soft edges; what is invisible is black. */
  private static Picture whiteDisc(int side) {
    var argb = new int[side * side];
    for (int i = 0; i < argb.length; i++) {
      double distance = Math.hypot(i % side - side / 2.0, i / side - side / 2.0);
      int alpha = (int) Math.round(255 * Math.clamp(side / 3.0 - distance, 0, 1));
      argb[i] = alpha == 0 ? 0 : alpha << 24 | 0xFFFFFF;
    }
    return new Picture(side, side, argb, false);
  }
}
