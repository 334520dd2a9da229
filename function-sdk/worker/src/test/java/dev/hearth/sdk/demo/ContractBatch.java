package dev.hearth.sdk.demo;

import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes {@code {"act"}}. */
public final class ContractBatch implements BatchFunction<JsonObject, Json> {
  private final Witness witness = new Witness();

  ContractBatch() {
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
  public List<@Nullable Json> run(List<JsonObject> inputs, List<Call> calls) {
    witness.saw(
        "run %s, lists fixed %s"
            .formatted(
                calls.stream().map(Call::id).toList(),
                Witness.isFixed(inputs) && Witness.isFixed(calls)));
    inputs.forEach(input -> witness.advertise(input.string("act")));
    return new ArrayList<>(inputs);
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
