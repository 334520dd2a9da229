package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.standard.ModerationInput;
import dev.hearth.sdk.standard.ModerationOutput;

// @start region="function"
@HearthFunction(name = "judge", title = "T", summary = "S.", category = "vision")
public final class ModerationSnippet implements UnaryFunction<ModerationInput, ModerationOutput> {
  @Override
  public ModerationOutput run(ModerationInput input, Call call) {
    return new ModerationOutput(input.imageUrl().width() > 0 ? 0.02 : 1);
  }
}
// @end
