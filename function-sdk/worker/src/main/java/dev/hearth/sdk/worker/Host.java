package dev.hearth.sdk.worker;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.RunPayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The function and the threads that run its calls. Every call of a {@code RUN} is answered exactly
 * once, whatever the function does.
 */
final class Host {
  private static final long DRAIN_SECONDS = 3600;

  private final FunctionCodec<Object, Object> codec;
  private final FunctionShape<Object, Object> function;
  private final FrameChannel channel;
  private final ExecutorService threads;
  private final Map<Long, WorkerCall> running = new ConcurrentHashMap<>();

  private Host(
      FunctionCodec<Object, Object> codec,
      FunctionShape<Object, Object> function,
      FrameChannel channel,
      int concurrency) {
    this.codec = codec;
    this.function = function;
    this.channel = channel;
    this.threads =
        Executors.newFixedThreadPool(concurrency, Thread.ofPlatform().name("call-", 1).factory());
  }

  /** Makes the function that the {@code LOAD} message names and sets it up. */
  static Host start(JsonObject load, FrameChannel channel) throws Exception {
    Descriptor descriptor = Descriptor.fromJson(load.require("descriptor"));
    FunctionCodec<Object, Object> codec = codec(descriptor.codecClass());
    FunctionShape<Object, Object> function = codec.create();
    function.setUp(new WorkerSetup(load, channel));
    int concurrency = function instanceof UnaryFunction ? descriptor.concurrency() : 1;
    return new Host(codec, function, channel, concurrency);
  }

  @SuppressWarnings("unchecked") // the codec was generated for exactly this function
  private static FunctionCodec<Object, Object> codec(String className)
      throws ReflectiveOperationException {
    return (FunctionCodec<Object, Object>)
        Class.forName(className)
            .asSubclass(FunctionCodec.class)
            .getDeclaredConstructor()
            .newInstance();
  }

  /** Runs calls on a thread of their own. */
  void run(RunPayload batch) {
    var calls = new ArrayList<WorkerCall>(batch.calls().size());
    for (var input : batch.calls()) {
      var call = new WorkerCall(input.callId(), channel, codec);
      running.put(input.callId(), call);
      calls.add(call);
    }
    threads.execute(() -> answer(batch, calls));
  }

  /** Tells a call that it was withdrawn. */
  void cancel(long callId) {
    WorkerCall call = running.get(callId);
    if (call != null) {
      call.cancel();
    }
  }

  /** Lets running calls end and tears the function down. */
  void drain() {
    threads.shutdown();
    try {
      if (threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        function.tearDown();
      }
    } catch (Exception e) {
      WorkerSetup.log(channel, "tear-down failed: " + e);
    }
  }

  private void answer(RunPayload batch, List<WorkerCall> calls) {
    try {
      dispatch(batch, calls);
    } catch (Throwable failure) { // the entry point of every call: nothing may leave it unanswered
      calls.forEach(call -> call.end(failure));
      if (failure instanceof OutOfMemoryError) {
        Runtime.getRuntime().halt(1);
      }
    } finally {
      calls.forEach(call -> running.remove(call.id()));
    }
  }

  private void dispatch(RunPayload batch, List<WorkerCall> calls) throws Exception {
    switch (function) {
      case UnaryFunction<Object, Object> unary -> runUnary(unary, batch, calls);
      case BatchFunction<Object, Object> batched -> runBatch(batched, batch, calls);
      case IterativeFunction<Object, ?, Object> _ ->
          throw new CallException(
              ErrorCode.RUNNER_SCHEDULING_FAILURE,
              "this worker serves unary and batch functions, not iterative ones");
    }
  }

  private void runUnary(
      UnaryFunction<Object, Object> unary, RunPayload batch, List<WorkerCall> calls)
      throws Exception {
    for (int i = 0; i < calls.size(); i++) {
      WorkerCall call = calls.get(i);
      call.end(unary.run(decode(batch.calls().get(i)), call));
    }
  }

  private void runBatch(
      BatchFunction<Object, Object> batched, RunPayload batch, List<WorkerCall> calls)
      throws Exception {
    var inputs = new ArrayList<Object>();
    var good = new ArrayList<WorkerCall>();
    for (int i = 0; i < calls.size(); i++) {
      try {
        inputs.add(decode(batch.calls().get(i)));
        good.add(calls.get(i));
      } catch (CallException refusal) {
        calls.get(i).fail(refusal);
      }
    }
    if (good.isEmpty()) {
      return;
    }
    List<@Nullable Object> outputs = batched.run(inputs, List.<Call>copyOf(good));
    if (outputs == null || outputs.size() != good.size()) {
      throw new CallException(
          ErrorCode.OUTPUT_INVALID,
          "the function answered %s outputs for %d inputs"
              .formatted(outputs == null ? "no" : outputs.size(), good.size()));
    }
    for (int i = 0; i < good.size(); i++) {
      good.get(i).end(outputs.get(i));
    }
  }

  private Object decode(RunPayload.CallInput input) {
    try {
      return codec.decode(Json.parse(new String(input.json(), StandardCharsets.UTF_8)));
    } catch (JsonException e) {
      throw new CallException(ErrorCode.INVALID_INPUT, "input: " + e.getMessage(), e);
    }
  }
}
