package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.standard.ImageOutput;
import dev.hearth.sdk.standard.UpscaleInput;

// @start region="function"
@HearthFunction(name = "upscale", title = "T", summary = "S.", category = "image-to-image")
public final class UpscaleSnippet implements UnaryFunction<UpscaleInput, ImageOutput> {
  @Override
  public ImageOutput run(UpscaleInput input, Call call) {
    int factor = (int) Math.ceil(input.scale());
    var picture = input.imageUrl();
    return new ImageOutput(
        call.image(
            new byte[9],
            input.outputFormat().contentType(),
            picture.width() * factor,
            picture.height() * factor));
  }
}
// @end
