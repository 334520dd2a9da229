package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.standard.AudioOutput;
import dev.hearth.sdk.standard.TextToSpeechInput;

// @start region="function"
@HearthFunction(name = "speak", title = "T", summary = "S.", category = "text-to-speech")
public final class TextToSpeechSnippet implements UnaryFunction<TextToSpeechInput, AudioOutput> {
  @Override
  public AudioOutput run(TextToSpeechInput input, Call call) {
    call.log(input.voice().orElse("any voice") + " at speed " + input.speed());
    return new AudioOutput(call.audio(new byte[44], "audio/wav"));
  }
}
// @end
