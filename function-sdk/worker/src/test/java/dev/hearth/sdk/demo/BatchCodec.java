package dev.hearth.sdk.demo;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes strings and answers each with the size of its batch; the word of the first may be bad. */
public final class BatchCodec implements FunctionCodec<String, Json> {
  @Override
  public FunctionShape<String, Json> create() {
    return new Batches();
  }

  @Override
  public String decode(Json input) {
    return input.asObject().string("word");
  }

  @Override
  public Json encode(Json output) {
    return output;
  }

  private static final class Batches implements BatchFunction<String, Json> {
    private @Nullable Thread setUpThread;

    @Override
    public void setUp(Setup setup) {
      setUpThread = Thread.currentThread();
    }

    @Override
    public void tearDown() {
      System.out.println("same thread: " + (Thread.currentThread() == setUpThread));
    }

    @Override
    public List<@Nullable Json> run(List<String> inputs, List<Call> calls) throws Exception {
      var outputs = new ArrayList<@Nullable Json>();
      for (String word : inputs) {
        outputs.add(Json.of(word + " of " + inputs.size()));
      }
      switch (inputs.getFirst()) {
        case "short" -> outputs.removeLast();
        case "long" -> outputs.add(Json.of("more"));
        case "no list" -> outputs = nothing();
        case "no entry" -> outputs.set(0, null);
        case "fail first" -> fail(calls.getFirst(), outputs);
        case "throw" -> throw new IllegalStateException("whole batch");
        case "fail first and throw" -> {
          fail(calls.getFirst(), outputs);
          throw new IllegalStateException("the rest");
        }
        case "thread" -> outputs.set(0, Json.of(Thread.currentThread() == setUpThread));
        default -> {}
      }
      return outputs;
    }

    private static void fail(Call call, List<@Nullable Json> outputs) {
      call.fail(new CallException(ErrorCode.IMAGE_TOO_SMALL, "this one"));
      outputs.set(0, null);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // a careless function
    private static <T> T nothing() {
      return null;
    }
  }
}
