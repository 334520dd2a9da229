package dev.hearth.sdk.demo;

import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;

/**
 * Codecs of functions that print each method that is called, with the number of the thread: the
 * first that they meet is {@code t0}.
 */
public abstract class ContractCodec implements FunctionCodec<JsonObject, Json> {
  @Override
  public JsonObject decode(Json input) {
    return input.asObject();
  }

  @Override
  public Json encode(Json output) {
    return output;
  }

  /** Of {@link ContractUnary}. */
  public static final class Unary extends ContractCodec {
    @Override
    public ContractUnary create() {
      return new ContractUnary();
    }
  }

  /** Of {@link ContractBatch}. */
  public static final class Batch extends ContractCodec {
    @Override
    public ContractBatch create() {
      return new ContractBatch();
    }
  }

  /** Of {@link ContractSteps}. */
  public static final class Iterative extends ContractCodec {
    @Override
    public ContractSteps create() {
      return new ContractSteps();
    }
  }
}
