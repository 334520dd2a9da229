package dev.hearth.sdk.demo;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.Steps;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Takes {@code {"act","steps"}}. A call that is to {@code hold} makes its steps wait until it is
 * withdrawn.
 */
public final class ContractSteps
    implements IterativeFunction<JsonObject, ContractSteps.State, Json> {
  private final Witness witness = new Witness();

  ContractSteps() {
    witness.saw("new");
  }

  /** How far a call is. */
  static final class State implements Steps {
    private final String act;
    private final int total;
    private final Call call;
    private int done;

    State(String act, int total, Call call) {
      this.act = act;
      this.total = total;
      this.call = call;
    }

    @Override
    public int stepsDone() {
      return done;
    }

    @Override
    public int stepsTotal() {
      return act.equals("grow") ? Math.min(done + 1, total) : total;
    }

    private boolean does(String word) {
      return act.equals(word);
    }
  }

  @Override
  public void setUp(Setup setup) {
    witness.saw("setUp");
  }

  @Override
  public void warmUp() {
    witness.saw("warmUp");
  }

  @Override
  public State begin(JsonObject input, Call call) {
    witness.saw("begin " + call.id());
    var state = new State(input.string("act"), input.require("steps").asInt(), call);
    orThrow(state, "no begin");
    return state;
  }

  @Override
  public void step(List<State> batch) {
    witness.saw(
        batch.stream()
            .map(state -> state.call.id() + "@" + state.done)
            .collect(Collectors.joining(" ", "step ", Witness.isFixed(batch) ? "" : " not fixed")));
    for (State state : batch) {
      switch (state.act) {
        case "hold" -> Witness.awaitCancel(state.call);
        case "fail" -> state.call.fail(new CallException(ErrorCode.IMAGE_TOO_SMALL, "this one"));
        case "fail and throw" -> {
          state.call.fail(new CallException(ErrorCode.IMAGE_TOO_SMALL, "this one"));
          throw new IllegalStateException("the rest");
        }
        default -> {}
      }
      state.done += state.does("stand still") ? 0 : 1;
    }
  }

  @Override
  public Json finish(State state, Call call) {
    witness.saw("finish " + call.id());
    orThrow(state, "no finish");
    witness.advertise(state.act);
    return Json.of(state.done);
  }

  @Override
  public void release(State state) {
    witness.saw("release " + state.call.id());
    orThrow(state, "no release");
  }

  @Override
  public void park(State state) {
    witness.saw("park " + state.call.id());
    orThrow(state, "no park");
  }

  @Override
  public void resume(State state) {
    witness.saw("resume " + state.call.id());
    orThrow(state, "no resume");
  }

  private static void orThrow(State state, String what) {
    if (state.does(what)) {
      throw new IllegalStateException(what);
    }
  }

  @Override
  public void checkHealth() {
    witness.checkHealth();
  }

  @Override
  public List<String> hints() {
    return witness.hints();
  }

  @Override
  public void tearDown() {
    witness.saw("tearDown");
  }
}
