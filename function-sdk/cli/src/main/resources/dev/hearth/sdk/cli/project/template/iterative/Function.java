package @package@;

import dev.hearth.sdk.function.Batching;
import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Example;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Resources;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Grows a pattern step by step: put your model in its place. */
@HearthFunction(
    name = "@function@",
    title = "@Title@",
    summary = "Grows a pattern as on corals and leopards.",
    category = "text-to-image",
    timeoutSeconds = 300)
@Batching(maxSize = 4)
@Resources(cpus = 1, memoryMiB = 512)
@Billing(unit = BillingUnit.IMAGE)
@Example("{\"seed\": 7}")
public final class @Class@Function
    implements IterativeFunction<@Class@Input, @Class@State, @Class@Output> {
  @Override
  public @Class@State begin(@Class@Input input, Call call) {
    return new @Class@State(input);
  }

  /** Calls join and leave between two steps; a model would advance all states in one pass. */
  @Override
  public void step(List<@Class@State> batch) {
    batch.forEach(@Class@State::advance);
  }

  @Override
  public @Class@Output finish(@Class@State state, Call call) throws IOException {
    int size = state.size();
    var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        float life = state.life(x, y);
        int red = Math.round(255 - 200 * life);
        int green = Math.round(240 - 190 * life);
        int blue = Math.round(220 - 100 * life);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    var png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return new @Class@Output(call.image(png.toByteArray(), "image/png", size, size));
  }
}
