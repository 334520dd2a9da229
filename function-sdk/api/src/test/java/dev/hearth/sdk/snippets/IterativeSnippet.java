package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Batching;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Endpoint;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Steps;
import java.util.List;

// @start region="function"
/** Counts to a number; all calls advance together, one step at a time. */
@HearthFunction(name = "count", title = "Count", summary = "Counts.", category = "text")
@Batching(maxSize = 16)
public final class IterativeSnippet
    implements IterativeFunction<
        IterativeSnippet.In, IterativeSnippet.State, IterativeSnippet.Out> {
  public record In(int to) {}

  public record Out(int sum) {}

  public static final class State implements Steps {
    private final int to;
    private int at;
    private int sum;

    State(int to) {
      this.to = to;
    }

    @Override
    public int stepsDone() {
      return at;
    }

    @Override
    public int stepsTotal() {
      return to;
    }
  }

  @Override
  public State begin(In input, Call call) {
    return new State(input.to());
  }

  /** Called as owner/count/twice: begins elsewhere, and then counts along with the others. */
  @Endpoint("/twice")
  public State twice(In input, Call call) {
    return new State(2 * input.to());
  }

  @Override
  public void step(List<State> batch) {
    for (State state : batch) {
      state.at++;
      state.sum += state.at;
    }
  }

  @Override
  public Out finish(State state, Call call) {
    return new Out(state.sum);
  }
}
// @end
