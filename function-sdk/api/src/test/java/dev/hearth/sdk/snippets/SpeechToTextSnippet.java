package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.standard.SpeechToTextInput;
import dev.hearth.sdk.standard.SpeechToTextOutput;
import java.util.List;

// @start region="function"
@HearthFunction(name = "listen", title = "T", summary = "S.", category = "speech-to-text")
public final class SpeechToTextSnippet
    implements UnaryFunction<SpeechToTextInput, SpeechToTextOutput> {
  @Override
  public SpeechToTextOutput run(SpeechToTextInput input, Call call) {
    call.log(input.task() + " of " + input.audioUrl().fileName());
    var chunk = new SpeechToTextOutput.Chunk(List.of(0.0, 1.5), "hello");
    return new SpeechToTextOutput("hello", List.of(chunk));
  }
}
// @end
