package dev.hearth.sdk.conformance.hosted;

import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.Map;

/** The conformance function in steps, with a second endpoint that begins in the same way. */
public final class StepsCodec implements FunctionCodec<JsonObject, Answer> {
  private final StepsFunction function = new StepsFunction();

  @Override
  public FunctionShape<JsonObject, Answer> create() {
    return function;
  }

  @Override
  public Map<String, FunctionCodec<?, ?>> endpoints(FunctionShape<JsonObject, Answer> own) {
    return Map.of("/second", this);
  }

  @Override
  public JsonObject decode(Json input) {
    return UnaryCodec.input(input);
  }

  @Override
  public Json encode(Answer output) {
    return output.toJson();
  }
}
