package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Endpoint;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.standard.ImageFormat;
import dev.hearth.sdk.standard.ImageSize;
import dev.hearth.sdk.standard.ImageToImageInput;
import dev.hearth.sdk.standard.ImagesOutput;
import dev.hearth.sdk.standard.TextToImageInput;
import java.util.List;
import java.util.Map;

// @start region="function"
/** Called as fal's flux is, also at /image-to-image: callers change the id only. */
@HearthFunction(name = "paint", title = "Paint", summary = "Paints.", category = "text-to-image")
public final class PaintSnippet implements UnaryFunction<TextToImageInput, ImagesOutput> {
  @Override
  public ImagesOutput run(TextToImageInput input, Call call) {
    ImageSize size = input.imageSize();
    ImageFormat format = input.outputFormat();
    Image image = call.image(new byte[9], format.contentType(), size.width(), size.height());
    return made(image, input.prompt(), input.seed().orElse(42L));
  }

  @Endpoint("/image-to-image")
  public ImagesOutput redraw(ImageToImageInput input, Call call) {
    return made(input.imageUrl(), input.prompt(), input.seed().orElse(42L));
  }

  private static ImagesOutput made(Image image, String prompt, long seed) {
    return new ImagesOutput(List.of(image), Map.of("inference", 0.8), seed, List.of(false), prompt);
  }
}
// @end
