package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import dev.hearth.sdk.testkit.TestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the function makes of the picture that ESRGAN-slim's authors show, beside theirs. */
class GoldenTest {
  @RegisterExtension
  static final FunctionUnderTest<UpscaleInput, UpscaleOutput> UPSCALE =
      FunctionUnderTest.of(UpscaleFunction.class);

  private static final double LEAST_PSNR = 45;

  /** Away from the border, where the authors' network sees black and ours the picture continued. */
  private static final double LEAST_PSNR_INSIDE = 85;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void theResultIsTheAuthors(int scale) throws IOException {
    var input = new UpscaleInput(TestFile.of(write("fixture.png")).image(), scale, Model.ESRGAN);
    Image image = UPSCALE.call(input).output().image();
    Picture result = Samples.of(ImageIO.read(image.path().toFile()));
    Picture golden = PictureReader.open(write("result-x" + scale + ".png"), 2).picture();
    double psnr = Pictures.psnr(golden, result);
    assertTrue(psnr >= LEAST_PSNR, psnr + " dB");
    int border = Weights.ESRGAN_SLIM_X2.margin() * scale;
    double inside = Pictures.psnr(inside(golden, border), inside(result, border));
    assertTrue(inside >= LEAST_PSNR_INSIDE, inside + " dB inside");
  }

  private static Picture inside(Picture picture, int border) {
    int width = picture.width() - 2 * border;
    int height = picture.height() - 2 * border;
    var argb = new int[width * height];
    for (int y = 0; y < height; y++) {
      int from = (y + border) * picture.width() + border;
      System.arraycopy(picture.argb(), from, argb, y * width, width);
    }
    return new Picture(width, height, argb, picture.opaque());
  }

  private Path write(String name) throws IOException {
    return Files.write(folder.resolve(name), Pictures.resource("/esrgan-slim/" + name));
  }
}
