package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;

@HearthFunction(name = "steps", title = "Steps", summary = "Many steps.", category = "text")
public final class CallSnippet implements UnaryFunction<JsonObject, Json> {
  // @start region="call"
  @Override
  public Json run(JsonObject input, Call call) {
    int total = 20;
    for (int done = 0; done < total && !call.cancelled(); done++) {
      call.progress(done, total);
      call.log(Call.Level.DEBUG, "step " + done);
    }
    call.meter(2_500_000); // two and a half units
    return input.with("done", Json.of(true));
  }
  // @end
}
