package dev.hearth.sdk.snippets;

// @start region="function"
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Example;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;
import dev.hearth.sdk.schema.Size;
import java.util.Locale;

@HearthFunction(
    name = "shout",
    title = "Shout",
    summary = "Says it louder.",
    category = "text-to-text",
    concurrency = 4)
@Example("{\"text\":\"hello\",\"times\":3}")
public final class UnarySnippet implements UnaryFunction<UnarySnippet.In, UnarySnippet.Out> {
  public record In(
      @Description("What to say.") @Size(min = 1, max = 200) String text,
      @Description("How often.") @Range(min = 1, max = 5) @Default("2") int times) {}

  public record Out(String text) {}

  @Override
  public Out run(In input, Call call) {
    call.log("shouting " + input.times() + " times");
    return new Out((input.text().toUpperCase(Locale.ROOT) + "! ").repeat(input.times()));
  }
}
// @end
