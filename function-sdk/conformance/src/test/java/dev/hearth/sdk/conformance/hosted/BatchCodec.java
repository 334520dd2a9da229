package dev.hearth.sdk.conformance.hosted;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The conformance function for batches; the action {@code count} answers how many there were. */
public final class BatchCodec implements FunctionCodec<JsonObject, Answer> {
  @Override
  public FunctionShape<JsonObject, Answer> create() {
    return new Function();
  }

  @Override
  public JsonObject decode(Json input) {
    return UnaryCodec.input(input);
  }

  @Override
  public Json encode(Answer output) {
    return output.toJson();
  }

  private static final class Function implements BatchFunction<JsonObject, Answer> {
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
    public List<@Nullable Answer> run(List<JsonObject> inputs, List<Call> calls) throws Exception {
      var answers = new ArrayList<@Nullable Answer>();
      for (int i = 0; i < inputs.size(); i++) {
        answers.add(answer(inputs.get(i), calls.get(i), inputs.size()));
      }
      return answers;
    }

    /** What goes wrong with one call fails that call alone. */
    private @Nullable Answer answer(JsonObject input, Call call, int count) throws Exception {
      if (input.string("do").equals("count")) {
        return new Answer.Value(Json.of(count));
      }
      try {
        return Objects.requireNonNull(actions).run(input, call);
      } catch (CallException e) {
        call.fail(e);
      } catch (IllegalStateException e) {
        call.fail(new CallException(ErrorCode.FUNCTION_FAILED, String.valueOf(e.getMessage())));
      }
      return null;
    }
  }
}
