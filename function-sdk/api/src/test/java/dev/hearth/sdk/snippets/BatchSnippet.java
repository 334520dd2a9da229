package dev.hearth.sdk.snippets;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.Batching;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

// @start region="function"
/** Embeds texts: those of one model together, up to eight at once. */
@HearthFunction(name = "embed", title = "Embed", summary = "Texts to vectors.", category = "text")
@Batching(maxSize = 8, key = "model")
public final class BatchSnippet implements BatchFunction<BatchSnippet.In, BatchSnippet.Out> {
  public record In(String text, String model) {}

  public record Out(List<Double> vector) {}

  @Override
  public List<@Nullable Out> run(List<In> inputs, List<Call> calls) {
    var outputs = new ArrayList<@Nullable Out>();
    for (int i = 0; i < inputs.size(); i++) {
      String text = inputs.get(i).text();
      if (text.isBlank()) {
        calls.get(i).fail(CallException.field(ErrorCode.INVALID_INPUT, "text", "it is blank"));
        outputs.add(null); // the others of the batch go on
      } else {
        outputs.add(new Out(List.of((double) text.length())));
      }
    }
    return outputs;
  }
}
// @end
