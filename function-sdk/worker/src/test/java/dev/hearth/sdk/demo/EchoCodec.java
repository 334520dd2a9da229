package dev.hearth.sdk.demo;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import java.util.Map;

/** Answers JSON with itself. A codec written by hand, as a project has one function only. */
public final class EchoCodec implements FunctionCodec<Json, Json> {
  @Override
  public FunctionShape<Json, Json> create() {
    return new Echo();
  }

  @Override
  public Json decode(Json input) {
    return input;
  }

  @Override
  public Json encode(Json output) {
    return output;
  }

  @Override
  public Map<String, FunctionCodec<?, ?>> endpoints(FunctionShape<Json, Json> function) {
    return Map.of("/length", new Length((Echo) function));
  }

  /** The endpoint that takes a text and answers with its length after an echo. */
  private record Length(Echo echo) implements FunctionCodec<String, Integer> {
    @Override
    public FunctionShape<String, Integer> create() {
      return new UnaryFunction<String, Integer>() {
        @Override
        public Integer run(String input, Call call) {
          return echo.run(Json.of(input), call).asString().length();
        }
      };
    }

    @Override
    public String decode(Json input) {
      return input.asString();
    }

    @Override
    public Json encode(Integer output) {
      return Json.of(output);
    }
  }

  private static final class Echo implements UnaryFunction<Json, Json> {
    @Override
    public Json run(Json input, Call call) {
      return input;
    }
  }
}
