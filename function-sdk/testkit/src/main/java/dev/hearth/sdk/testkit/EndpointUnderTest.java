package dev.hearth.sdk.testkit;

import dev.hearth.sdk.client.RecordJson;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.testkit.node.LocalCall;
import java.util.List;
import java.util.function.Supplier;

/**
 * One endpoint of a {@link FunctionUnderTest}, called as its callers do. Thread-safe.
 *
 * @param <I> its input
 * @param <O> its output
 */
public final class EndpointUnderTest<I, O> {
  private final String path;
  private final OutputType<O> outputs;
  private final Supplier<Run> run;

  /**
   * @param run the function as it is set up now, or fails
   */
  EndpointUnderTest(String path, OutputType<O> outputs, Supplier<Run> run) {
    this.path = path;
    this.outputs = outputs;
    this.run = run;
  }

  /**
   * Calls the endpoint and waits for its result.
   *
   * @throws CallFailed if the call fails
   */
  public Result<O> call(I input) {
    return submit(input).result();
  }

  /**
   * Calls the endpoint with JSON as a caller writes it: with fields missing, misspelt or wrong.
   *
   * @throws CallFailed if the call fails
   */
  public Result<O> callJson(String input) {
    return submitJson(input).result();
  }

  /**
   * Submits a call, which runs when the worker has room.
   *
   * @throws CallFailed if it is refused at once
   */
  public RunningCall<O> submit(I input) {
    return submit(RecordJson.write(input));
  }

  /**
   * Submits a call with JSON as a caller writes it.
   *
   * @throws CallFailed if it is refused at once
   */
  public RunningCall<O> submitJson(String input) {
    return submit(Json.parseObject(input));
  }

  private RunningCall<O> submit(JsonObject input) {
    Run current = run.get();
    try {
      return running(current, current.node().submit(path, input));
    } catch (CallException refusal) {
      throw new CallFailed(refusal, "");
    }
  }

  /**
   * Runs inputs of a {@code BatchFunction} as one batch. Each call has its own result or failure.
   *
   * @throws CallFailed if one of them is refused at once
   * @throws IllegalArgumentException if they can't be one batch
   */
  public List<RunningCall<O>> batch(List<I> inputs) {
    Run current = run.get();
    List<JsonObject> written = inputs.stream().map(input -> RecordJson.write(input)).toList();
    try {
      return current.node().batch(path, written).stream()
          .map(call -> running(current, call))
          .toList();
    } catch (CallException refusal) {
      throw new CallFailed(refusal, "");
    }
  }

  private RunningCall<O> running(Run current, LocalCall call) {
    return new RunningCall<>(current.node(), call, outputs);
  }
}
