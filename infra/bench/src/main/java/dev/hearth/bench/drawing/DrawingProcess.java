package dev.hearth.bench.drawing;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Steps;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that measures: the function's own code on its own class path. After each step of the
 * function the bare network runs once, so that whatever else slows the machine slows both alike.
 */
final class DrawingProcess<I, S extends Steps, O> {
  private static final List<Load> LOADS =
      List.of(new Load(1, false), new Load(4, false), new Load(8, false), new Load(8, true));
  private static final String NETWORK = "weights/hearth-emoji-64/hearth-emoji-64.onnx";
  private static final String PROMPT = "a blue fox on a yellow background";

  /** Of the prompt, start and end included: what the function pads to. */
  private static final int TOKENS = 9;

  private final Path folder;
  private final int steps;
  private final FunctionCodec<I, O> codec;
  private final IterativeFunction<I, S, O> function;

  private DrawingProcess(Path folder, int steps, FunctionCodec<I, O> codec) {
    this.folder = folder;
    this.steps = steps;
    this.codec = codec;
    @SuppressWarnings("unchecked") // the function on this class path is one
    var made = (IterativeFunction<I, S, O>) codec.create();
    this.function = made;
  }

  /** Arguments: the built function, steps of a picture, milliseconds of warm-up and measurement. */
  public static void main(String[] arguments) throws Exception {
    var process =
        new DrawingProcess<>(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), DrawingProcess.codec());
    process.run(
        Duration.ofMillis(Long.parseLong(arguments[2])),
        Duration.ofMillis(Long.parseLong(arguments[3])));
  }

  private static FunctionCodec<?, ?> codec() throws IOException, ReflectiveOperationException {
    try (InputStream in = DrawingProcess.class.getResourceAsStream("/" + Descriptor.RESOURCE)) {
      if (in == null) {
        throw new IOException("there is no function on the class path");
      }
      Json json = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      if (Descriptor.fromJson(json).entry() instanceof Entry.Codec(String name)) {
        return Class.forName(name)
            .asSubclass(FunctionCodec.class)
            .getDeclaredConstructor()
            .newInstance();
      }
      throw new IOException("the function is a program");
    }
  }

  private void run(Duration warmUp, Duration measured) throws Exception {
    function.setUp(new BuiltFunction(folder));
    function.warmUp();
    for (Load load : LOADS) {
      try (var bare = new BareNetwork(folder.resolve(NETWORK), 2 * load.calls(), TOKENS)) {
        var _ = rounds(load, bare, warmUp, 0);
        System.out.println(median(load, rounds(load, bare, measured, 1)).line());
      }
    }
    function.tearDown();
  }

  private List<Timing> rounds(Load load, BareNetwork bare, Duration time, int least)
      throws Exception {
    var rounds = new ArrayList<Timing>();
    long end = System.nanoTime() + time.toNanos();
    while (rounds.size() < least || System.nanoTime() < end) {
      rounds.add(round(load, bare));
    }
    return rounds;
  }

  private Timing round(Load load, BareNetwork bare) throws Exception {
    long begin = System.nanoTime();
    var states = new ArrayList<S>();
    for (int i = 0; i < load.calls(); i++) {
      states.add(function.begin(input(i, load.styled()), new LoneCall(i)));
    }
    long bareNanos = 0;
    long steps = System.nanoTime();
    while (states.getFirst().stepsDone() < states.getFirst().stepsTotal()) {
      function.step(List.copyOf(states));
      long stepped = System.nanoTime();
      bare.run();
      bareNanos += System.nanoTime() - stepped;
    }
    long stepNanos = System.nanoTime() - steps - bareNanos;
    for (S state : states) {
      var _ = function.finish(state, new LoneCall(0));
    }
    long whole = System.nanoTime() - begin - bareNanos;
    int count = states.getFirst().stepsTotal();
    return new Timing(load, stepNanos / 1e9 / count, bareNanos / 1e9 / count, whole / 1e9);
  }

  private I input(int seed, boolean styled) {
    var input =
        JsonObject.builder()
            .put("prompt", PROMPT)
            .put("num_inference_steps", steps)
            .put("seed", seed);
    if (styled) {
      input.put("loras", new JsonArray(List.of(style(seed))));
    }
    return codec.decode(input.build());
  }

  /** Another mixture for each: the two styles in turn, and more and more of them. */
  private static JsonObject style(int seed) {
    return JsonObject.builder()
        .put("path", seed % 2 == 0 ? "outlines" : "mosaic")
        .put("scale", Json.of(0.3 + 0.1 * seed))
        .build();
  }

  private static Timing median(Load load, List<Timing> rounds) {
    return new Timing(
        load,
        middle(rounds.stream().mapToDouble(Timing::stepSeconds).sorted().toArray()),
        middle(rounds.stream().mapToDouble(Timing::bareSeconds).sorted().toArray()),
        middle(rounds.stream().mapToDouble(Timing::wholeSeconds).sorted().toArray()));
  }

  private static double middle(double[] sorted) {
    return sorted[sorted.length / 2];
  }
}
