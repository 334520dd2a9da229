package dev.hearth.examples.noop;

import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Example;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Resources;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;

/** Answers any JSON object with itself, so that what a call costs is the platform's own work. */
@HearthFunction(
    name = "noop",
    title = "No-op",
    summary = "Answers any JSON object with itself. For measuring the platform's own overhead.",
    category = "utility",
    concurrency = 32,
    timeoutSeconds = 30)
@Resources(cpus = 1, memoryMiB = 192)
@Billing(unit = BillingUnit.REQUEST)
@Example("{\"greeting\": \"hello\", \"numbers\": [1, 2, 3]}")
public final class NoopFunction implements UnaryFunction<Json, Json> {
  @Override
  public Json run(Json input, Call call) {
    return input;
  }
}
