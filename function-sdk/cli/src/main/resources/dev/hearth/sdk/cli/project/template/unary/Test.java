package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearth.sdk.testkit.CallFailed;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import dev.hearth.sdk.testkit.Result;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class @Class@FunctionTest {
  @RegisterExtension
  static final FunctionUnderTest<@Class@Input, @Class@Output> function =
      FunctionUnderTest.of(@Class@Function.class);

  @Test
  void fadesFromTopToBottom() throws IOException {
    Result<@Class@Output> result =
        function.call(new @Class@Input("#ff0000", "#0000ff", 20, 30));
    BufferedImage image = ImageIO.read(result.output().image().path().toFile());
    assertEquals(0xFFFF0000, image.getRGB(10, 0));
    assertEquals(0xFF0000FF, image.getRGB(10, 29));
    assertEquals(new BigDecimal("0.0006"), result.units());
    assertEquals("INFO drew 20 x 30 pixels", result.logs().getFirst().toString());
  }

  @Test
  void everyFieldHasADefault() {
    assertEquals(512, function.callJson("{}").output().image().width());
  }

  @Test
  void aColourThatIsNoneIsRefused() {
    CallFailed failed =
        assertThrows(CallFailed.class, () -> function.callJson("{\"top\": \"red\"}"));
    assertEquals(422, failed.status());
    assertEquals(List.of("body", "top"), failed.field().location());
  }
}
