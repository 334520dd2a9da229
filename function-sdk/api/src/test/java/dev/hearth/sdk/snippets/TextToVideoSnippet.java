package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.standard.TextToVideoInput;
import dev.hearth.sdk.standard.VideoOutput;

// @start region="function"
@HearthFunction(name = "film", title = "T", summary = "S.", category = "text-to-video")
public final class TextToVideoSnippet implements UnaryFunction<TextToVideoInput, VideoOutput> {
  @Override
  public VideoOutput run(TextToVideoInput input, Call call) {
    call.log(input.numFrames() + " frames of " + input.resolution());
    return new VideoOutput(call.video(new byte[9], "video/mp4"), input.seed().orElse(7L));
  }
}
// @end
