package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.standard.RemoveBackgroundInput;
import dev.hearth.sdk.standard.RemoveBackgroundOutput;
import java.util.Optional;

// @start region="function"
@HearthFunction(name = "cut", title = "T", summary = "S.", category = "image-to-image")
public final class RemoveBackgroundSnippet
    implements UnaryFunction<RemoveBackgroundInput, RemoveBackgroundOutput> {
  @Override
  public RemoveBackgroundOutput run(RemoveBackgroundInput input, Call call) {
    var picture = input.imageUrl();
    var cut = call.image(new byte[9], "image/png", picture.width(), picture.height());
    return new RemoveBackgroundOutput(cut, Optional.empty());
  }
}
// @end
