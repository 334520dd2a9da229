package dev.hearth.sdk.demo;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;

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

  private static final class Echo implements UnaryFunction<Json, Json> {
    @Override
    public Json run(Json input, Call call) {
      return input;
    }
  }
}
