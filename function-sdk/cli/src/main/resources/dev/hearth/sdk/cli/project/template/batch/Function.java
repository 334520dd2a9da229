package @package@;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.Batching;
import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Resources;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Names the most frequent colours of pictures: put your model in its place. */
@HearthFunction(
    name = "@function@",
    title = "@Title@",
    summary = "Names the most frequent colours of a picture.",
    category = "vision",
    timeoutSeconds = 60)
@Batching(maxSize = 8)
@Resources(cpus = 1, memoryMiB = 512)
@Billing(unit = BillingUnit.REQUEST)
public final class @Class@Function implements BatchFunction<@Class@Input, @Class@Output> {
  private static final int MAX_PIXELS = 16_000_000;

  /** A picture that can't be read fails its own call; the others go on. */
  @Override
  public List<@Class@Output> run(List<@Class@Input> inputs, List<Call> calls) {
    var outputs = new ArrayList<@Class@Output>();
    for (int i = 0; i < inputs.size(); i++) {
      try {
        outputs.add(coloursOf(inputs.get(i)));
      } catch (CallException refusal) {
        calls.get(i).fail(refusal);
        outputs.add(null);
      }
    }
    return outputs;
  }

  private static @Class@Output coloursOf(@Class@Input input) {
    if ((long) input.imageUrl().width() * input.imageUrl().height() > MAX_PIXELS) {
      throw CallException.field(
          ErrorCode.IMAGE_TOO_LARGE, "image_url", "a picture has at most 16 megapixels");
    }
    BufferedImage image = read(input);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        counts.merge(image.getRGB(x, y) & 0xF0F0F0, 1, Integer::sum);
      }
    }
    return new @Class@Output(
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(input.colours())
            .map(colour -> "#%06x".formatted(colour.getKey()))
            .toList());
  }

  private static BufferedImage read(@Class@Input input) {
    BufferedImage image;
    try {
      image = ImageIO.read(input.imageUrl().path().toFile());
    } catch (IOException e) {
      throw new CallException(ErrorCode.IMAGE_LOAD_ERROR, "the picture is damaged", e);
    }
    if (image == null) {
      throw CallException.field(
          ErrorCode.IMAGE_LOAD_ERROR, "image_url", "not a PNG, JPEG or GIF picture");
    }
    return image;
  }
}
