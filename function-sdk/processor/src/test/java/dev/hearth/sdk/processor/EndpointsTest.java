package dev.hearth.sdk.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Steps;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Several endpoints of one function: described, and run upon the function that was set up. */
@SuppressWarnings("NullAway") // the functions use no call
class EndpointsTest {
  private static final String MARK =
      "@HearthFunction(name=\"f\", title=\"T\", summary=\"S\", category=\"c\")\n";

  private static final String UNARY =
      MARK
          + """
          @Billing(unit = BillingUnit.SECOND, maxUnits = 9)
          @Example("{\\"text\\":\\"a\\"}")
          public class F extends Base<F.In> implements UnaryFunction<F.In, F.Out> {
            public record In(String text) {}
            public record Edit(String text, Image image, @Default("2") int times) {}
            public record Out(String text) {}
            private int calls;
            public Out run(In input, Call call) { calls++; return new Out(input.text() + calls); }
            @Endpoint("/edit")
            @Billing(unit = BillingUnit.SECOND, maxUnits = 5)
            @Example("{\\"text\\":\\"b\\",\\"image\\":\\"https://e/x.png\\"}")
            public Json edit(Edit input, Call call) throws java.io.IOException {
              calls++;
              return Json.of(input.text().repeat(input.times()) + calls);
            }
          }
          abstract class Base<T> {
            @Endpoint("/a/b") public T same(T input, Call call) { return input; }
          }
          """;

  @TempDir Path folder;

  private Compilation compiled(String source) {
    Compilation compilation = Compilation.of(folder, "F", source);
    assertEquals(List.of(), compilation.errors());
    return compilation;
  }

  @Test
  void descriptorTellsEachEndpoint() {
    Descriptor descriptor = compiled(UNARY).descriptor();
    assertEquals(
        List.of("/", "/edit", "/a/b"),
        descriptor.endpoints().stream().map(Endpoint::path).toList());
    Endpoint root = descriptor.endpoint("/").orElseThrow();
    Endpoint edit = descriptor.endpoint("/edit").orElseThrow();
    Endpoint same = descriptor.endpoint("/a/b").orElseThrow();
    assertNull(root.billing());
    assertEquals(
        new Descriptor.Bill(BillingUnit.SECOND, 5_000_000, "", ""), descriptor.billing(edit));
    assertEquals(
        new Descriptor.Bill(BillingUnit.SECOND, 9_000_000, "", ""), descriptor.billing(same));
    assertEquals("a", descriptor.examples(root).getFirst().string("text"));
    assertEquals("b", descriptor.examples(edit).getFirst().string("text"));
    assertEquals(List.of(), descriptor.examples(same));
    assertEquals("Edit", edit.input().string("title"));
    assertEquals("{}", edit.output().print());
    assertEquals("In", same.output().string("title"));
    assertEquals(false, edit.media().none());
    assertEquals(true, root.media().none());
  }

  @Test
  void endpointsRunUponOneFunction() throws Exception {
    var codec = compiled(UNARY).codec();
    var function = (UnaryFunction<Object, Object>) codec.create();
    FunctionCodec<Object, Object> edit = endpoint(codec, function, "/edit");
    var editing = assertInstanceOf(UnaryFunction.class, edit.create());
    Object input = edit.decode(Json.parse("{\"text\":\"x\",\"image\":{\"url\":\"file:///0\"}}"));
    assertEquals("\"xx1\"", edit.encode(run(editing, input)).print());
    Object text = codec.decode(Json.parse("{\"text\":\"y\"}"));
    assertEquals("{\"text\":\"y2\"}", codec.encode(function.run(text, null)).print());
    FunctionCodec<Object, Object> same = endpoint(codec, function, "/a/b");
    assertEquals(
        "{\"text\":\"z\"}", same.encode(same.decode(Json.parse("{\"text\":\"z\"}"))).print());
  }

  @SuppressWarnings("unchecked") // the test knows nothing of the compiled types
  private static Object run(UnaryFunction<?, ?> function, Object input) throws Exception {
    return ((UnaryFunction<Object, Object>) function).run(input, null);
  }

  @SuppressWarnings("unchecked") // the test knows nothing of the compiled types
  private static FunctionCodec<Object, Object> endpoint(
      FunctionCodec<Object, Object> codec,
      dev.hearth.sdk.function.FunctionShape<Object, Object> function,
      String path) {
    return (FunctionCodec<Object, Object>)
        Objects.requireNonNull(codec.endpoints(function).get(path), path);
  }

  @Test
  void functionWithoutEndpointsHasNone() {
    var codec =
        compiled(
                MARK
                    + """
                    public class F implements UnaryFunction<Json, Json> {
                      public Json run(Json input, Call call) { return input; }
                    }
                    """)
            .codec();
    assertEquals(java.util.Map.of(), codec.endpoints(codec.create()));
  }

  @Test
  @SuppressWarnings("unchecked") // the test knows nothing of the compiled types
  void batchEndpointTakesLists() throws Exception {
    var codec =
        compiled(
                MARK
                    + """
                    @Batching(maxSize = 4, key = "k")
                    public class F implements BatchFunction<F.In, Json> {
                      public record In(int k) {}
                      public record Other(int k, String text) {}
                      public List<@Nullable Json> run(List<In> inputs, List<Call> calls) { return List.of(); }
                      @Endpoint("/other")
                      public List<@Nullable String2> other(List<Other> inputs, List<Call> calls) {
                        return inputs.stream().<@Nullable String2>map(i -> new String2(i.text())).toList();
                      }
                      public record String2(String text) {}
                    }
                    """)
            .codec();
    var function = codec.create();
    FunctionCodec<Object, Object> other = endpoint(codec, function, "/other");
    var batch = (BatchFunction<Object, Object>) other.create();
    Object input = other.decode(Json.parse("{\"k\":1,\"text\":\"t\"}"));
    List<Object> outputs = batch.run(List.of(input, input), List.of());
    assertEquals(2, outputs.size());
    assertEquals("{\"text\":\"t\"}", other.encode(outputs.getFirst()).print());
  }

  @Test
  @SuppressWarnings("unchecked") // the test knows nothing of the compiled types
  void iterativeEndpointBeginsAnotherWay() throws Exception {
    var codec =
        compiled(
                MARK
                    + """
                    @Batching(maxSize = 4)
                    public class F implements IterativeFunction<Json, F.State, F.Out> {
                      public static final class State implements Steps {
                        int done; final int from;
                        State(int from) { this.from = from; }
                        public int stepsDone() { return done; }
                        public int stepsTotal() { return 1; }
                      }
                      public record Other(int from) {}
                      public record Out(int from) {}
                      public State begin(Json input, Call call) { return new State(0); }
                      @Endpoint("/from") public State from(Other input, Call call) { return new State(input.from()); }
                      public void step(List<State> batch) { batch.forEach(s -> s.done++); }
                      public Out finish(State state, Call call) { return new Out(state.from); }
                    }
                    """)
            .codec();
    FunctionCodec<Object, Object> from = endpoint(codec, codec.create(), "/from");
    var steps = (IterativeFunction<Object, Steps, Object>) from.create();
    Steps state = steps.begin(from.decode(Json.parse("{\"from\":7}")), null);
    steps.step(List.of(state));
    assertEquals(1, state.stepsDone());
    assertEquals("{\"from\":7}", from.encode(steps.finish(state, null)).print());
  }

  private static final String RUN = "public Json run(In input, Call call) { return Json.of(1); }";

  /** An endpoint on line 4 of a unary function. */
  private static String unary(String endpoint) {
    return MARK
        + "@Billing(unit = BillingUnit.SECOND) public class F implements UnaryFunction<F.In, Json>"
        + " {\n"
        + RUN
        + "\n"
        + endpoint
        + "\npublic record In(int k) {}\n}\n";
  }

  static Stream<Arguments> faults() {
    String body = "(In input, Call call) { return Json.of(1); }";
    return Stream.of(
        Arguments.of(
            "4: \"/\" is the function's own endpoint; a method has another path",
            unary("@Endpoint(\"/\") public Json a" + body)),
        Arguments.of(
            "4: endpoint \"/a\" stands twice",
            unary(
                "@Endpoint(\"/a\") public Json a"
                    + body
                    + " @Endpoint(\"/a\") public Json b"
                    + body)),
        Arguments.of(
            "4: \"a\" isn't an endpoint path of a-z 0-9 . _ - in at most 4 segments",
            unary("@Endpoint(\"a\") public Json a" + body)),
        Arguments.of(
            "4: \"/requests\": what follows /requests/ in a URL names a request",
            unary("@Endpoint(\"/requests\") public Json a" + body)),
        Arguments.of(
            "4: \"/edit/stream\": /stream behind an endpoint's path is how callers ask for its"
                + " partial outputs",
            unary("@Endpoint(\"/edit/stream\") public Json a" + body)),
        Arguments.of(
            "4: an endpoint's method is public, not static, and has no type parameters",
            unary("@Endpoint(\"/a\") Json a" + body)),
        Arguments.of(
            "4: an endpoint's method is public, not static, and has no type parameters",
            unary("@Endpoint(\"/a\") public static Json a" + body)),
        Arguments.of(
            "4: an endpoint's method is public, not static, and has no type parameters",
            unary("@Endpoint(\"/a\") public <T> Json a" + body)),
        Arguments.of(
            "4: an endpoint's method throws Exceptions, not every Throwable",
            unary(
                "@Endpoint(\"/a\") public Json a(In i, Call c) throws Throwable { return"
                    + " Json.of(1); }")),
        Arguments.of(
            "4: an endpoint of an unary function is O name(I input, Call call)",
            unary("@Endpoint(\"/a\") public Json a(In i) { return Json.of(1); }")),
        Arguments.of(
            "4: an endpoint of an unary function is O name(I input, Call call)",
            unary("@Endpoint(\"/a\") public void a(In i, Call call) {}")),
        Arguments.of(
            "4: the output of a function is a record, Json or JsonObject, not java.lang.String",
            unary("@Endpoint(\"/a\") public String a(In i, Call call) { return \"\"; }")),
        Arguments.of(
            "4: type byte has no JSON form here; use int",
            unary("@Endpoint(\"/a\") public Json a(byte i, Call call) { return Json.of(1); }")),
        Arguments.of(
            "4: the function has one unit: SECOND, not REQUEST",
            unary("@Endpoint(\"/a\") @Billing public Json a" + body)),
        Arguments.of(
            "4: @Example: required field \"k\" is missing",
            unary("@Endpoint(\"/a\") @Example(\"{}\") public Json a" + body)),
        Arguments.of(
            "5: the input has no field \"k\"",
            MARK
                + "@Batching(maxSize = 2, key = \"k\") public class F implements"
                + " BatchFunction<F.In, Json> {\n"
                + "public record In(int k) {} public record No(int j) {}\n"
                + "public List<@Nullable Json> run(List<In> i, List<Call> c) { return List.of();"
                + " }\n"
                + "@Endpoint(\"/a\") public List<Json> a(List<No> i, List<Call> c) { return"
                + " List.of(); }\n"
                + "}"),
        Arguments.of(
            "4: an endpoint of a batch function is List<O> name(List<I> inputs, List<Call> calls)",
            MARK
                + "@Batching(maxSize = 2) public class F implements BatchFunction<Json, Json> {\n"
                + "public List<@Nullable Json> run(List<Json> i, List<Call> c) { return List.of();"
                + " }\n"
                + "@Endpoint(\"/a\") public List<Json> a(List<Json> i, Call c) { return List.of();"
                + " }\n"
                + "}"),
        Arguments.of(
            "3: an @Endpoint stands in the class of a @HearthFunction",
            unary("").stripTrailing()
                + " class Aside {@Endpoint(\"/x\") public Json x(Json i, Call c) { return i;"
                + " }}\n"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void endpointThatCannotBeOneIsRefusedThere(String message, String source) {
    List<String> errors = Compilation.of(folder, "F", source).errors();
    assertEquals(1, errors.size(), errors.toString());
    assertEquals(
        message.substring(message.indexOf(':')),
        errors.getFirst().substring(errors.getFirst().indexOf(':')));
  }
}
