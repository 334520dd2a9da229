package dev.hearth.runtime.pool.hosted;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Steps;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;

/** Takes {@code {"steps"}}; 0 steps go on until the call has had company. */
public final class CountingCodec implements FunctionCodec<Json, Json> {
  @Override
  public FunctionShape<Json, Json> create() {
    return new Counting();
  }

  @Override
  public Json decode(Json input) {
    return input;
  }

  @Override
  public Json encode(Json output) {
    return output;
  }

  private static final class Count implements Steps {
    private final int total;
    private int done;
    private int most;

    Count(int total) {
      this.total = total;
    }

    @Override
    public int stepsDone() {
      return done;
    }

    @Override
    public int stepsTotal() {
      if (total > 0) {
        return total;
      }
      return most > 1 ? done : done + 1;
    }
  }

  private static final class Counting implements IterativeFunction<Json, Count, Json> {
    @Override
    public Count begin(Json input, Call call) {
      return new Count(input.asObject().require("steps").asInt());
    }

    @Override
    public void step(List<Count> batch) {
      for (Count count : batch) {
        count.done++;
        count.most = Math.max(count.most, batch.size());
      }
    }

    @Override
    public Json finish(Count count, Call call) {
      return JsonObject.builder().put("done", count.done).put("most", count.most).build();
    }
  }
}
