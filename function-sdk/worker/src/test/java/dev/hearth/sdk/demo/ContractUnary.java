package dev.hearth.sdk.demo;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;

/** Takes {@code {"act"}}. */
public final class ContractUnary implements UnaryFunction<JsonObject, Json> {
  private final Witness witness = new Witness();

  ContractUnary() {
    witness.saw("new");
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
  public Json run(JsonObject input, Call call) {
    witness.saw("run " + call.id());
    switch (input.string("act")) {
      case "throw" -> throw new IllegalStateException("this one");
      case "wait" -> Witness.awaitCancel(call);
      case "mend", "spoil", "stick" -> witness.health(input.string("act"));
      default -> witness.advertise(input.string("act"));
    }
    return input;
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
