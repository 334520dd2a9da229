package dev.hearth.runtime.pool.hosted;

import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.json.Json;

/** Hands JSON through. */
public final class PlanesCodec implements FunctionCodec<Json, Json> {
  @Override
  public FunctionShape<Json, Json> create() {
    return new PlanesFunction();
  }

  @Override
  public Json decode(Json input) {
    return input;
  }

  @Override
  public Json encode(Json output) {
    return output;
  }
}
