package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import dev.hearth.sdk.testkit.Result;
import dev.hearth.sdk.testkit.RunningCall;
import dev.hearth.sdk.testkit.TestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpscaleFunctionTest {
  @RegisterExtension
  static final FunctionUnderTest<UpscaleInput, UpscaleOutput> UPSCALE =
      FunctionUnderTest.of(UpscaleFunction.class);

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
    Result<UpscaleOutput> result = UPSCALE.call(input(Pictures.hearth(1), 2, Model.AUTO));
    Image image = result.output().image();
    assertEquals("image/png", image.contentType());
    assertEquals(320, image.width());
    assertEquals(240, image.height());
    assertEquals(320 * 240, result.microUnits());
    assertEquals(result.boundMicroUnits(), result.microUnits());
    assertEquals("[1/1]", result.progress().toString());
    assertEquals(1, result.logs().size());
    String line = result.logs().getFirst().toString();
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
    byte[] text = "this is no picture".getBytes(StandardCharsets.UTF_8);
    Picture drawing = Pictures.hearth(1);
    List<RunningCall<UpscaleOutput>> calls =
        UPSCALE.batch(
            List.of(
                input(drawing, 2, Model.AUTO),
                new UpscaleInput(TestFile.of(text).image(), 2, Model.AUTO),
                new UpscaleInput(TestFile.of(text).image(), 2, Model.AUTO),
                input(Pictures.shrink(drawing, 2), 2, Model.AUTO)));
    assertEquals(320, calls.get(0).result().output().image().width());
    assertEquals(160, calls.get(3).result().output().image().width());
    for (int bad = 1; bad <= 2; bad++) {
      assertEquals(ErrorCode.IMAGE_LOAD_ERROR, calls.get(bad).failure().code());
    }
  }

  @Test
  void theExampleIsAnInputThatIsEnlarged() {
    String example = UPSCALE.descriptor().examples().getFirst().print();
    Image image = UPSCALE.callJson(example).output().image();
    assertEquals(128, image.width());
    assertEquals(128, image.height());
  }

  private static Picture upscale(Picture picture, int scale, Model model) throws IOException {
    Image image = UPSCALE.call(input(picture, scale, model)).output().image();
    return Samples.of(ImageIO.read(image.path().toFile()));
  }

  private static UpscaleInput input(Picture picture, int scale, Model model) throws IOException {
    return new UpscaleInput(TestFile.of(Pictures.png(picture)).image(), scale, model);
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
