package dev.hearth.sdk.conformance.hosted;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The conformance function, one call at a time. A codec by hand, as there are two functions. */
public final class UnaryCodec implements FunctionCodec<JsonObject, Answer> {
  @Override
  public FunctionShape<JsonObject, Answer> create() {
    return new Function();
  }

  @Override
  public JsonObject decode(Json input) {
    return input(input);
  }

  @Override
  public Json encode(Answer output) {
    return output.toJson();
  }

  /** Reads an input, as far as every action needs it. */
  static JsonObject input(Json input) {
    JsonObject object = input.asObject();
    String _ = object.string("do");
    return object;
  }

  private static final class Function implements UnaryFunction<JsonObject, Answer> {
    private @Nullable Actions actions;

    @Override
    public void setUp(Setup setup) throws Exception {
      actions = new Actions(setup);
    }

    @Override
    public void checkHealth() throws Exception {
      Objects.requireNonNull(actions).checkHealth();
    }

    @Override
    public List<String> hints() {
      return Objects.requireNonNull(actions).hints();
    }

    @Override
    public void tearDown() throws Exception {
      Objects.requireNonNull(actions).tearDown();
    }

    @Override
    @SuppressWarnings("NullAway") // a careless function answers nothing
    public Answer run(JsonObject input, Call call) throws Exception {
      return Objects.requireNonNull(actions).run(input, call);
    }
  }
}
