package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.testkit.CallFailed;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import dev.hearth.sdk.testkit.RunningCall;
import dev.hearth.sdk.testkit.TestFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class @Class@FunctionTest {
  @RegisterExtension
  static final FunctionUnderTest<@Class@Input, @Class@Output> function =
      FunctionUnderTest.of(@Class@Function.class);

  @Test
  void namesTheMostFrequentColoursFirst() throws IOException {
    BufferedImage image = flat(0x208040);
    image.setRGB(0, 0, 0xF00000);
    assertEquals(
        List.of("#208040", "#f00000"), function.call(input(png(image))).output().colours());
  }

  @Test
  void aPictureThatCannotBeReadFailsAloneInItsBatch() throws IOException {
    List<RunningCall<@Class@Output>> calls =
        function.batch(List.of(input(png(flat(0))), input(new byte[] {1, 2, 3})));
    assertEquals(List.of("#000000"), calls.get(0).result().output().colours());
    CallFailed failed = calls.get(1).failure();
    assertEquals("image_load_error", failed.type());
    assertEquals(List.of("body", "image_url"), failed.field().location());
  }

  private static @Class@Input input(byte[] file) {
    return new @Class@Input(TestFile.of(file).image(), 4);
  }

  private static BufferedImage flat(int colour) {
    var image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, colour);
    }
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
