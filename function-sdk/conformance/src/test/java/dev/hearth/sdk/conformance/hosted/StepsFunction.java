package dev.hearth.sdk.conformance.hosted;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.Steps;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Does what the member {@code do} of an input says, most of it at the end, after one step. */
final class StepsFunction implements IterativeFunction<JsonObject, StepsFunction.State, Answer> {
  private static final int ENDLESS = 1_000_000;
  private static final Set<String> COUNTED =
      Set.of("progress", "steps", "fail-park", "fail-resume", "stand-still");

  private @Nullable Actions actions;
  private int held;

  /** A call and the steps that it has taken. */
  static final class State implements Steps {
    private final JsonObject input;
    private final Call call;
    private final String action;
    private final String name;
    private final Set<String> beside = new TreeSet<>();
    private int done;
    private int most;

    State(JsonObject input, Call call) {
      this.input = input;
      this.call = call;
      this.action = input.string("do");
      this.name = input.get("text").map(Json::asString).orElse("");
    }

    @Override
    public int stepsDone() {
      return done;
    }

    @Override
    public int stepsTotal() {
      if (does("gate")) {
        return ENDLESS;
      }
      if (does("emit")) {
        return input.array("value").size();
      }
      return COUNTED.contains(action) ? (int) input.integer("number") : 1;
    }

    boolean does(String word) {
      return action.equals(word);
    }

    Answer taken() {
      return new Answer.Value(
          JsonObject.builder()
              .put("steps", done)
              .put("most", most)
              .put("beside", JsonArray.ofStrings(List.copyOf(beside)))
              .build());
    }
  }

  private Actions actions() {
    return Objects.requireNonNull(actions);
  }

  @Override
  public void setUp(Setup setup) throws Exception {
    actions = new Actions(setup);
  }

  @Override
  public void checkHealth() throws Exception {
    actions().checkHealth();
  }

  @Override
  public List<String> hints() {
    return actions().hints();
  }

  @Override
  public void tearDown() throws Exception {
    actions().tearDown();
  }

  @Override
  public State begin(JsonObject input, Call call) throws Exception {
    if (input.string("do").equals("refuse")) {
      var _ = actions().run(input, call);
    }
    held++;
    return new State(input, call);
  }

  @Override
  public void step(List<State> batch) throws Exception {
    List<String> names = batch.stream().map(state -> state.name).toList();
    for (int i = 0; i < batch.size(); i++) {
      State state = batch.get(i);
      state.most = Math.max(state.most, batch.size());
      for (int other = 0; other < batch.size(); other++) {
        if (other != i) {
          state.beside.add(names.get(other));
        }
      }
      if (state.does("gate")) {
        state.call.emit(JsonArray.ofStrings(names));
      }
    }
    for (State state : batch) {
      advance(state);
    }
    if (batch.stream().anyMatch(state -> state.does("fail-step"))) {
      throw new IllegalStateException("the step fails as it was told");
    }
  }

  private void advance(State state) throws IOException, InterruptedException {
    switch (state.action) {
      case "gate", "wait" -> Actions.awaitCancel(state.call);
      case "hold" -> actions().await(state.name);
      case "hang" -> {
        var _ = actions().run(state.input, state.call);
      }
      case "emit" -> state.call.emit(state.input.array("value").get(state.done));
      case "fail-alone" ->
          state.call.fail(new CallException(ErrorCode.FUNCTION_FAILED, state.name));
      default -> {}
    }
    state.done += state.does("stand-still") ? 0 : 1;
  }

  @Override
  @SuppressWarnings("NullAway") // a careless function answers nothing
  public Answer finish(State state, Call call) throws Exception {
    return switch (state.action) {
      case "held" -> new Answer.Value(Json.of(held));
      case "wait" -> new Answer.Value(Json.of("cancelled"));
      case "steps" -> state.taken();
      case "hold", "progress", "emit" ->
          new Answer.Value(state.input.get("value").orElse(JsonNull.INSTANCE));
      default -> actions().run(state.input, call);
    };
  }

  @Override
  public void release(State state) {
    held--;
  }

  @Override
  public void park(State state) {
    orFail(state, "fail-park");
    state.call.emit(Json.of("parked"));
  }

  @Override
  public void resume(State state) {
    orFail(state, "fail-resume");
    state.call.emit(Json.of("resumed"));
  }

  private static void orFail(State state, String action) {
    if (state.does(action)) {
      throw new IllegalStateException(action);
    }
  }
}
