package dev.hearth.sdk.demo;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.Steps;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code {"act","steps"}} and answers how many steps the call was advanced by and how many
 * calls stood beside it at most.
 */
public final class StepsCodec implements FunctionCodec<JsonObject, Json> {
  @Override
  public FunctionShape<JsonObject, Json> create() {
    return new Stepping();
  }

  @Override
  public JsonObject decode(Json input) {
    return input.asObject();
  }

  @Override
  public Json encode(Json output) {
    return output;
  }

  @Override
  public Map<String, FunctionCodec<?, ?>> endpoints(FunctionShape<JsonObject, Json> function) {
    return Map.of("/words", new Words((Stepping) function));
  }

  /** The endpoint whose input is {@code [act, steps]}. */
  private record Words(Stepping stepping) implements FunctionCodec<List<Json>, Json> {
    @Override
    public FunctionShape<List<Json>, Json> create() {
      return new IterativeFunction<List<Json>, State, Json>() {
        @Override
        public State begin(List<Json> input, Call call) {
          return stepping.state(input.getFirst().asString(), input.getLast().asInt(), call);
        }

        @Override
        public void step(List<State> batch) {
          stepping.step(batch);
        }

        @Override
        public Json finish(State state, Call call) {
          return stepping.finish(state, call);
        }
      };
    }

    @Override
    public List<Json> decode(Json input) {
      return input.asArray();
    }

    @Override
    public Json encode(Json output) {
      return output.asObject().with("endpoint", Json.of("words"));
    }
  }

  private static final class State implements Steps {
    final String act;
    final Call call;
    final int total;
    int done;
    int most;

    State(String act, int total, Call call) {
      this.act = act;
      this.total = total;
      this.call = call;
    }

    @Override
    public int stepsDone() {
      return done;
    }

    /** Of calls that wait for company, one more than are done. */
    @Override
    public int stepsTotal() {
      return switch (act) {
        case "together" -> most > 1 ? done : done + 1;
        case "for ever" -> done + 1;
        default -> total;
      };
    }
  }

  private static final class Stepping implements IterativeFunction<JsonObject, State, Json> {
    private @Nullable Thread thread;

    @Override
    public void setUp(Setup setup) {
      thread = Thread.currentThread();
    }

    @Override
    public State begin(JsonObject input, Call call) {
      String act = input.string("act");
      if (act.equals("no begin")) {
        throw new IllegalStateException("no begin");
      }
      return state(act, input.require("steps").asInt(), call);
    }

    State state(String act, int steps, Call call) {
      requireThread();
      return new State(act, steps, call);
    }

    @Override
    public void step(List<State> batch) {
      requireThread();
      for (State state : batch) {
        state.most = Math.max(state.most, batch.size());
        act(state);
      }
    }

    private static void act(State state) {
      switch (state.act) {
        case "throw" -> throw new IllegalStateException("whole step");
        case "fail" -> state.call.fail(new CallException(ErrorCode.IMAGE_TOO_SMALL, "this one"));
        case "stand still" -> {}
        default -> state.done++;
      }
    }

    @Override
    public Json finish(State state, Call call) {
      requireThread();
      if (state.act.equals("no finish")) {
        throw new IllegalStateException("no finish");
      }
      return JsonObject.builder().put("done", state.done).put("beside", state.most - 1).build();
    }

    @Override
    public void release(State state) {
      System.out.println("released " + state.act);
      if (state.act.equals("no release")) {
        throw new IllegalStateException("no release");
      }
    }

    @Override
    public void tearDown() {
      requireThread();
      System.out.println("torn down");
    }

    private void requireThread() {
      if (Thread.currentThread() != thread) {
        throw new AssertionError("another thread than set-up's");
      }
    }
  }
}
