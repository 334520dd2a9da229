package @package@;

import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Example;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Resources;
import dev.hearth.sdk.function.UnaryFunction;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Draws a picture that fades from one colour to another: put your model in its place. */
@HearthFunction(
    name = "@function@",
    title = "@Title@",
    summary = "Draws a picture that fades from one colour to another.",
    category = "text-to-image",
    concurrency = 2,
    timeoutSeconds = 60)
@Resources(cpus = 1, memoryMiB = 256)
@Billing(unit = BillingUnit.MEGAPIXEL, maxUnits = 5)
@Example("{\"top\": \"#1a2a6c\", \"bottom\": \"#fdbb2d\"}")
public final class @Class@Function implements UnaryFunction<@Class@Input, @Class@Output> {
  @Override
  public @Class@Output run(@Class@Input input, Call call) throws IOException {
    int top = Integer.parseInt(input.top().substring(1), 16);
    int bottom = Integer.parseInt(input.bottom().substring(1), 16);
    var image = new BufferedImage(input.width(), input.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < input.height(); y++) {
      int colour = mix(top, bottom, y / (double) (input.height() - 1));
      for (int x = 0; x < input.width(); x++) {
        image.setRGB(x, y, colour);
      }
    }
    call.log("drew %d x %d pixels".formatted(input.width(), input.height()));
    var png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return new @Class@Output(
        call.image(png.toByteArray(), "image/png", input.width(), input.height()));
  }

  /** Each channel on its way from one colour to the other; {@code share} is 0 to 1. */
  private static int mix(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int start = from >> shift & 0xFF;
      int end = to >> shift & 0xFF;
      mixed |= (int) Math.round(start + (end - start) * share) << shift;
    }
    return mixed;
  }
}
