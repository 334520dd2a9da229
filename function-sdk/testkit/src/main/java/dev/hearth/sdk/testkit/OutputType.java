package dev.hearth.sdk.testkit;

import dev.hearth.sdk.client.RecordJson;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.json.Json;
import java.lang.reflect.Method;
import java.util.Arrays;

/** The type of a function's outputs, by its codec. */
record OutputType<O>(Class<O> type) {
  /** The generated codec names the type in its method; the interface's own is a bridge. */
  static <O> OutputType<O> of(FunctionCodec<?, O> codec) {
    Method encode =
        Arrays.stream(codec.getClass().getMethods())
            .filter(method -> method.getName().equals("encode") && !method.isBridge())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(codec.getClass() + " has no encode"));
    @SuppressWarnings("unchecked") // encode takes an O
    Class<O> type = (Class<O>) encode.getParameterTypes()[0];
    return new OutputType<>(type);
  }

  O read(Json output) {
    return RecordJson.read(output, type);
  }
}
