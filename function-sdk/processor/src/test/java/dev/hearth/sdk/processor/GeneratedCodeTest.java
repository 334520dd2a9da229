package dev.hearth.sdk.processor;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptor and codec of functions that compile. */
class GeneratedCodeTest {
  private static final String UPSCALE =
      """
      @HearthFunction(name="up", title="Up", summary="S", category="image-to-image", timeoutSeconds=60)
      @Batching(maxSize=4, key={"scale", "model"})
      @Resources(cpus=2, memoryMiB=1024, kernels=true, devices={Device.Kind.CUDA, Device.Kind.CPU})
      @Billing(unit=BillingUnit.MEGAPIXEL, maxUnits=64, boundMedia="image_url", boundFactor="scale")
      @Example("{\\"image_url\\":\\"https://e/x.png\\",\\"scale\\":4}")
      @Example("{\\"image_url\\":\\"https://e/y.png\\",\\"points\\":[{\\"x\\":1,\\"y\\":2}]}")
      public class Up extends Base<Up.In> {
        public enum Model { ANIME, REAL_LIFE, @WireName("1:1 \\"x\\"") SQUARE }
        public record Point(float x, double y, @Default("3") int n, @Nullable Integer maybe) {}
        @Description("All of \\"it\\"")
        public record In(
            @Description("The picture, größer") @Sample("https://e/x.png") Image imageUrl,
            @Default("2") @OneOf({2, 4}) int scale,
            @Default("real_life") Model model,
            Optional<String> prompt,
            @Size(max = 3) List<Point> points,
            @Default("[\\"a\\"]") @Size(min = 1) List<String> tags,
            @Range(min = 0.5, max = 1) @Default("0.5") double strength,
            Optional<Json> extra,
            @Nullable Boolean flag,
            Optional<Long> seed,
            List<List<Model>> grid,
            @Matches("^a") @Default("a\\\\\\"\\nü") @WireName("X-y") String z) {}
        public record Out(Image image, List<Image> more, Optional<Float> f, @Nullable Model m,
            Point p, List<List<Model>> grid, JsonObject raw, boolean done, long big) {}
      }
      abstract class Base<T> implements BatchFunction<T, Up.Out> {
        public List<Up.@Nullable Out> run(List<T> inputs, List<Call> calls) {
          var image = new Image("hearth-file:0", "image/png", "image.png", 7, 3, 2);
          var grid = List.of(List.of(Up.Model.SQUARE), List.<Up.Model>of());
          return List.of(
              new Up.Out(image, List.of(image), Optional.of(0.1f), null,
                  new Up.Point(1.5f, 2, 3, 4), grid, JsonObject.builder().build(), true, 1L << 40),
              new Up.Out(image, List.of(), Optional.empty(), Up.Model.ANIME,
                  new Up.Point(1.5f, Double.NaN, 3, null), grid, JsonObject.builder().build(), false, -1));
        }
      }
      """;

  private static final String IMAGE =
      """
      "image_url":{"url":"file:///media/7/0","content_type":"image/png","file_name":"x.png","file_size":9,"width":8,"height":6}
      """;

  @TempDir Path folder;

  private Compilation upscale() {
    Compilation compilation = Compilation.of(folder, "Up", UPSCALE);
    assertEquals(List.of(), compilation.errors());
    return compilation;
  }

  @Test
  void descriptorTellsWhatTheAnnotationsSay() {
    Descriptor descriptor = upscale().descriptor();
    assertEquals("up", descriptor.name());
    assertEquals(Shape.BATCH, descriptor.shape());
    assertEquals(new Entry.Codec("demo.UpCodec"), descriptor.entry());
    assertEquals(new Descriptor.Batch(4, List.of("scale", "model")), descriptor.batching());
    assertEquals(
        new Descriptor.Needs(2, 1L << 30, true, Set.of(Device.Kind.CPU, Device.Kind.CUDA)),
        descriptor.resources());
    assertEquals(
        new Descriptor.Bill(BillingUnit.MEGAPIXEL, 64_000_000, "image_url", "scale"),
        descriptor.billing());
    assertEquals(60, descriptor.timeout().toSeconds());
    assertEquals(
        List.of("https://e/x.png", "https://e/y.png"),
        descriptor.examples().stream().map(example -> example.string("image_url")).toList());
  }

  @Test
  void inputSchemaSaysAllThatAFormNeeds() {
    JsonObject schema = upscale().descriptor().endpoints().getFirst().input();
    assertEquals("In", schema.string("title"));
    assertEquals("All of \"it\"", schema.string("description"));
    assertEquals("[\"image_url\"]", schema.require("required").print());
    assertEquals(
        Json.parse(
            """
            ["image_url","scale","model","prompt","points","tags","strength","extra","flag","seed","grid","X-y"]
            """),
        schema.require("x-fal-order-properties"));
    assertEquals(
        Json.parse(
            """
            {"image_url":{"type":"string","format":"uri","x-hearth-media":"image","ui":{"field":"image"},
                "title":"Image Url","description":"The picture, größer","examples":["https://e/x.png"]},
              "scale":{"type":"integer","title":"Scale","enum":[2,4],"default":2},
              "model":{"type":"string","enum":["anime","real_life","1:1 \\"x\\""],"title":"Model","default":"real_life"},
              "prompt":{"type":"string","title":"Prompt"},
              "points":{"type":"array","items":{"type":"object","title":"Point","properties":{
                    "x":{"type":"number","title":"X"},"y":{"type":"number","title":"Y"},
                    "n":{"type":"integer","title":"N","default":3},"maybe":{"type":"integer","title":"Maybe"}},
                  "required":["x","y"],"x-fal-order-properties":["x","y","n","maybe"]},
                "title":"Points","maxItems":3},
              "tags":{"type":"array","items":{"type":"string"},"title":"Tags","minItems":1,"default":["a"]},
              "strength":{"type":"number","title":"Strength","minimum":0.5,"maximum":1,"default":0.5},
              "extra":{"title":"Extra"},
              "flag":{"type":"boolean","title":"Flag"},
              "seed":{"type":"integer","title":"Seed"},
              "grid":{"type":"array","items":{"type":"array","items":
                {"type":"string","enum":["anime","real_life","1:1 \\"x\\""]}},"title":"Grid"},
              "X-y":{"type":"string","title":"X Y","pattern":"^a","default":"a\\\\\\"\\nü"}}
            """),
        schema.require("properties"));
  }

  @Test
  void outputSchemaDescribesMediaAsTheNodeWritesThem() {
    JsonObject schema = upscale().descriptor().endpoints().getFirst().output();
    assertEquals(
        Json.parse("[\"image\",\"more\",\"p\",\"grid\",\"raw\",\"done\",\"big\"]"),
        schema.require("required"));
    assertEquals(
        Json.parse(
            """
            {"type":"object","x-hearth-media":"image","properties":{"url":{"type":"string","format":"uri"},
                "content_type":{"type":"string"},"file_name":{"type":"string"},"file_size":{"type":"integer"},
                "width":{"type":"integer"},"height":{"type":"integer"}},"required":["url"],"title":"Image"}
            """),
        schema.object("properties").require("image"));
    // A default is applied when a value is read; an output always has one.
    JsonObject point = schema.object("properties").object("p");
    assertEquals(Json.parse("[\"x\",\"y\",\"n\"]"), point.require("required"));
    assertEquals(
        Json.parse("{\"type\":\"integer\",\"title\":\"N\"}"),
        point.object("properties").require("n"));
  }

  @Test
  void absentFieldsGetTheirDefaults() {
    Object input = upscale().codec().decode(Json.parse("{" + IMAGE + "}"));
    assertEquals(
        "In[imageUrl=Image[url=file:///media/7/0, contentType=image/png, fileName=x.png,"
            + " fileSize=9, width=8, height=6], scale=2, model=REAL_LIFE, prompt=Optional.empty,"
            + " points=[], tags=[a], strength=0.5, extra=Optional.empty, flag=null,"
            + " seed=Optional.empty, grid=[], z=a\\\"\n"
            + "ü]",
        input.toString());
  }

  @Test
  void presentFieldsAreRead() {
    Object input =
        upscale()
            .codec()
            .decode(
                Json.parse(
                    """
                    {"scale":4,"model":"1:1 \\"x\\"","prompt":"p","points":[{"x":0.25,"y":1e2,"maybe":1},{"x":1,"y":2,"n":5}],
                     "tags":[],"strength":1,"extra":[null],"flag":false,"seed":1099511627776,"grid":[["anime"],[]],
                     "X-y":"z","unknown":1,
                    """
                        + IMAGE
                        + "}"));
    assertEquals(
        "scale=4, model=SQUARE, prompt=Optional[p], points=[Point[x=0.25, y=100.0, n=3, maybe=1],"
            + " Point[x=1.0, y=2.0, n=5, maybe=null]], tags=[], strength=1.0,"
            + " extra=Optional[JsonArray[elements=[JsonNull[]]]], flag=false,"
            + " seed=Optional[1099511627776], grid=[[ANIME], []], z=z]",
        input.toString().replaceFirst(".*?\\], scale", "scale"));
  }

  @Test
  void valueOfAnotherTypeIsRefused() {
    var codec = upscale().codec();
    for (String field :
        List.of(
            "\"scale\":\"2\"",
            "\"scale\":2.5",
            "\"scale\":3000000000",
            "\"model\":\"ANIME\"",
            "\"prompt\":1",
            "\"points\":{}",
            "\"points\":[{\"x\":1}]",
            "\"points\":[null]",
            "\"flag\":\"true\"",
            "\"seed\":1e30",
            "\"grid\":[\"anime\"]")) {
      Json input = Json.parse("{" + IMAGE + "," + field + "}");
      assertThrows(JsonException.class, () -> codec.decode(input), field);
    }
    assertThrows(JsonException.class, () -> codec.decode(Json.parse("{}")));
    assertThrows(JsonException.class, () -> codec.decode(Json.parse("[]")));
    assertThrows(
        JsonException.class, () -> codec.decode(Json.parse("{\"image_url\":\"https://e/x\"}")));
  }

  @Test
  void outputsAreWritten() throws Exception {
    var codec = upscale().codec();
    var function = assertInstanceOf(BatchFunction.class, codec.create());
    @SuppressWarnings("unchecked") // the function ignores its inputs
    List<@Nullable Object> outputs =
        ((BatchFunction<Object, Object>) function).run(List.of(), List.of());
    assertEquals(
        Json.parse(
            """
            {"image":{"url":"hearth-file:0","content_type":"image/png","file_name":"image.png","file_size":7,"width":3,"height":2},
             "more":[{"url":"hearth-file:0","content_type":"image/png","file_name":"image.png","file_size":7,"width":3,"height":2}],
             "f":0.1,"p":{"x":1.5,"y":2.0,"n":3,"maybe":4},"grid":[["1:1 \\"x\\""],[]],"raw":{},"done":true,"big":1099511627776}
            """),
        codec.encode(requireNonNull(outputs.getFirst())));
    assertThrows(
        IllegalArgumentException.class,
        () -> codec.encode(requireNonNull(outputs.getLast())),
        "NaN");
  }

  @Test
  void nullInARequiredOutputFieldNamesTheField() {
    var codec = compiled("record Out(String someText) {}", "Json", "Out", "new Out(null)").codec();
    Exception failure = assertThrows(NullPointerException.class, () -> codec.encode(output(codec)));
    assertEquals("output field \"some_text\" is null", failure.getMessage());
  }

  @Test
  void absentOutputFieldsAreLeftOut() throws Exception {
    var codec =
        compiled(
                "record Out(Optional<String> a, @Nullable Integer b, List<String> c) {}",
                "Json",
                "Out",
                "new Out(Optional.empty(), null, List.of())")
            .codec();
    assertEquals("{\"c\":[]}", codec.encode(output(codec)).print());
  }

  @Test
  void wholeJsonPassesThrough() {
    Compilation compilation = compiled("", "Json", "Json", "input");
    Endpoint endpoint = compilation.descriptor().endpoints().getFirst();
    assertEquals("{\"type\":\"object\"}", endpoint.input().print());
    assertEquals("{}", endpoint.output().print());
    Json value = Json.parse("{\"a\":[1,null]}");
    var codec = compilation.codec();
    assertEquals(value, codec.decode(value));
    assertEquals(value, codec.encode(value));
    assertEquals(Shape.UNARY, compilation.descriptor().shape());
    assertEquals(new Descriptor.Batch(1, List.of()), compilation.descriptor().batching());
    assertEquals(
        new Descriptor.Bill(BillingUnit.REQUEST, 1_000_000, "", ""),
        compilation.descriptor().billing());
  }

  @Test
  void wholeObjectIsReadAsOne() {
    Compilation compilation = compiled("", "JsonObject", "JsonObject", "input");
    assertEquals(
        "{\"type\":\"object\"}", compilation.descriptor().endpoints().getFirst().output().print());
    assertThrows(JsonException.class, () -> compilation.codec().decode(Json.parse("[]")));
  }

  @Test
  void listThatMustNotBeEmptyIsRequired() {
    JsonObject schema =
        compiled(
                "record In(@Size(min = 1) List<String> a, List<String> b) {}",
                "In",
                "Json",
                "Json.of(1)")
            .descriptor()
            .endpoints()
            .getFirst()
            .input();
    assertEquals("[\"a\"]", schema.require("required").print());
  }

  @Test
  void mediaOfEveryKind() {
    Compilation compilation =
        compiled(
            "record In(Image i, Optional<Video> v, @Nullable Audio a, FileRef f) {}",
            "In",
            "In",
            "input");
    Endpoint endpoint = compilation.descriptor().endpoints().getFirst();
    assertEquals("[\"i\",\"f\"]", endpoint.input().require("required").print());
    Json input =
        Json.parse(
            """
            {"i":{"url":"file:///i","content_type":"image/png","file_name":"i","file_size":1,"width":2,"height":3},
             "v":{"url":"file:///v","content_type":"video/mp4","file_name":"v","file_size":4},
             "f":{"url":"file:///f","content_type":"text/plain","file_name":"f","file_size":5}}
            """);
    var codec = compilation.codec();
    assertEquals(input, codec.encode(codec.decode(input)));
  }

  @Test
  void iterativeFunctionHasItsShape() {
    String source =
        """
        @HearthFunction(name="it", title="T", summary="S", category="c")
        @Batching(maxSize=8)
        public class It implements IterativeFunction<Json, It.State, Json> {
          public record State(int stepsDone, int stepsTotal) implements Steps {}
          public State begin(Json input, Call call) { return new State(0, 1); }
          public void step(List<State> batch) {}
          public Json finish(State state, Call call) { return Json.of(1); }
        }
        """;
    Compilation compilation = Compilation.of(folder, "It", source);
    assertEquals(List.of(), compilation.errors());
    assertEquals(Shape.ITERATIVE, compilation.descriptor().shape());
    assertEquals(8, compilation.descriptor().batching().maxSize());
    assertInstanceOf(IterativeFunction.class, compilation.codec().create());
  }

  @Test
  void functionMayBeCalledLikeAnApiType() {
    String source =
        """
        @HearthFunction(name="f", title="T", summary="S", category="c")
        public class Function implements UnaryFunction<Function.Json, Function.List> {
          public record Json(int object) {}
          public record List(int value) {}
          public Function.List run(Function.Json input, Call call) { return new List(input.object()); }
        }
        """;
    Compilation compilation = Compilation.of(folder, "Function", source);
    assertEquals(List.of(), compilation.errors());
    assertEquals("demo.FunctionCodec", compilation.codecClass());
    assertEquals(
        "Json[object=3]", compilation.codec().decode(Json.parse("{\"object\":3}")).toString());
  }

  private Compilation compiled(String type, String input, String output, String result) {
    String source =
        """
        @HearthFunction(name="f", title="T", summary="S", category="c")
        public class F implements UnaryFunction<F_INPUT, F_OUTPUT> {
          TYPE
          public OUTPUT run(INPUT input, Call call) { return RESULT; }
        }
        """
            .replace("F_INPUT", input.replaceFirst("^(In|Out)$", "F.$1"))
            .replace("F_OUTPUT", output.replaceFirst("^(In|Out)$", "F.$1"))
            .replace("INPUT", input)
            .replace("OUTPUT", output)
            .replace("RESULT", result)
            .replace("TYPE", type);
    Compilation compilation = Compilation.of(folder, "F", source);
    assertEquals(List.of(), compilation.errors());
    return compilation;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the function uses neither input nor call
  private static Object output(FunctionCodec<Object, Object> codec) throws Exception {
    return ((UnaryFunction<Object, Object>) codec.create()).run(null, null);
  }
}
