package dev.hearth.sdk.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unions, maps, nested media and what is said for forms. */
class ComposedTypesTest {
  private static final String SOURCE =
      """
      @HearthFunction(name="f", title="T", summary="S", category="c")
      public class F implements UnaryFunction<F.In, F.In> {
        @Description("A form.") public sealed interface Shape permits Circle, Box {}
        public record Circle(double radius, Optional<Image> fill) implements Shape {}
        @WireName("square") public record Box(int side) implements Shape {}
        @Discriminator("kind") public sealed interface Step permits Wait, Go, Named {}
        public record Wait() implements Step {}
        public record Go(String type) implements Step {}
        public enum Named implements Step { NOW, @WireName("Later!") LATER }
        public sealed interface ImageSize permits Preset, Pixels {}
        public enum Preset implements ImageSize { SQUARE_HD, @WireName("landscape_4_3") LANDSCAPE }
        public record Pixels(@Range(min = 1, max = 14142) int width, int height) implements ImageSize {}
        public record Layer(@MediaSize(maxBytes = 9, maxWidth = 8) List<Image> images, Map<String, Audio> sounds) {}
        public record In(
            Shape shape,
            List<Shape> more,
            @Default("landscape_4_3") @Description("How large.") ImageSize imageSize,
            Optional<Step> step,
            @Default("{\\"kind\\":\\"go\\",\\"type\\":\\"x\\"}") Step then,
            @Size(max = 2) Map<String, String> labels,
            @Default("{\\"a\\":[1]}") Map<String, List<Integer>> numbers,
            @Ui(field = "textarea", important = true) String prompt,
            @Ui(important = true) Optional<Image> mask,
            @Obsolete Optional<Integer> old,
            List<Layer> layers) {}
        public In run(In input, Call call) { return input; }
      }
      """;

  private static final String PICTURE =
      """
      {"url":"file:///0","content_type":"image/png","file_name":"x","file_size":9,"width":8,"height":6}
      """
          .strip();

  @TempDir Path folder;

  private Compilation compiled() {
    Compilation compilation = Compilation.of(folder, "F", SOURCE);
    assertEquals(List.of(), compilation.errors());
    return compilation;
  }

  private Endpoint endpoint() {
    return compiled().descriptor().endpoints().getFirst();
  }

  private JsonObject property(String name) {
    return endpoint().input().object("properties").object(name);
  }

  @Test
  void recordsOfAUnionAreToldApartByTheirTag() {
    JsonObject shape = property("shape");
    assertEquals("{\"propertyName\":\"type\"}", shape.require("discriminator").print());
    assertEquals("A form.", shape.string("description"));
    assertEquals(
        Json.parse(
            """
            {"type":"object","title":"Box","properties":{
                "type":{"type":"string","const":"square","title":"Type"},
                "side":{"type":"integer","title":"Side"}},
              "required":["type","side"],"x-fal-order-properties":["type","side"]}
            """),
        shape.array("oneOf").get(1));
    assertEquals(
        shape.array("oneOf"), property("more").object("items").array("oneOf"), "also in a list");
    assertEquals(
        "[\"kind\",\"type\"]",
        property("then").array("oneOf").get(1).asObject().require("required").print());
  }

  @Test
  void recordBesideAnEnumNeedsNoTag() {
    assertEquals(
        Json.parse(
            """
            {"anyOf":[
              {"type":"object","title":"Pixels","properties":{
                  "width":{"type":"integer","title":"Width","minimum":1,"maximum":14142},
                  "height":{"type":"integer","title":"Height"}},
                "required":["width","height"],"x-fal-order-properties":["width","height"]},
              {"type":"string","enum":["square_hd","landscape_4_3"]}],
             "title":"Image Size","description":"How large.","default":"landscape_4_3"}
            """),
        property("image_size"));
  }

  @Test
  void mapsSayWhatTheirValuesAre() {
    assertEquals(
        Json.parse(
            """
            {"type":"object","additionalProperties":{"type":"string"},"title":"Labels","maxProperties":2}
            """),
        property("labels"));
    assertEquals(
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}",
        property("numbers").require("additionalProperties").print());
  }

  @Test
  void formsAreToldHowToShowAField() {
    assertEquals(
        "{\"field\":\"textarea\",\"important\":true}", property("prompt").require("ui").print());
    assertEquals(
        "{\"field\":\"image\",\"important\":true}", property("mask").require("ui").print());
    assertTrue(property("old").require("deprecated").asBoolean());
    assertTrue(property("prompt").get("deprecated").isEmpty());
  }

  @Test
  void nestedAndListedMediaAreFoundWithTheirBounds() {
    var found = new ArrayList<String>();
    Json _ =
        endpoint()
            .media()
            .rewrite(
                Json.parse(
                    """
                    {"shape":{"type":"circle","radius":1,"fill":"a"},"more":[{"type":"square","side":1},
                      {"type":"circle","radius":1,"fill":"b"}],"mask":"c",
                     "layers":[{"images":["d","e"],"sounds":{"x":"f"}}],"prompt":"p"}
                    """),
                (place, url) -> {
                  found.add(place.pointer() + "=" + url + " " + place.limits().maxBytes());
                  return Json.of(url);
                });
    assertEquals(
        List.of(
            "shape/fill=a 0",
            "more/1/fill=b 0",
            "mask=c 0",
            "layers/0/images/0=d 9",
            "layers/0/images/1=e 9",
            "layers/0/sounds/x=f 0"),
        found);
    assertEquals(
        "{\"max_file_size\":9,\"max_width\":8}",
        property("layers")
            .object("items")
            .object("properties")
            .object("images")
            .object("items")
            .require("x-fal")
            .print());
  }

  @Test
  void everyFormComesBackAsItWent() {
    var codec = compiled().codec();
    Json whole =
        Json.parse(
            """
            {"shape":{"type":"circle","radius":1.5,"fill":PICTURE},
             "more":[{"type":"square","side":3},{"type":"circle","radius":0.5}],
             "image_size":{"width":640,"height":480},"step":"Later!","then":{"kind":"wait"},
             "labels":{"z":"1","a":"2"},"numbers":{"n":[3,4]},"prompt":"p","mask":PICTURE,
             "old":1,"layers":[{"images":[PICTURE],"sounds":{}}]}
            """
                .replace("PICTURE", PICTURE));
    assertEquals(whole, codec.encode(codec.decode(whole)));
  }

  @Test
  void absentFieldsGetTheirDefaults() {
    var codec = compiled().codec();
    Json least = Json.parse("{\"shape\":{\"type\":\"square\",\"side\":1},\"prompt\":\"p\"}");
    assertEquals(
        Json.parse(
            """
            {"shape":{"type":"square","side":1},"more":[],"image_size":"landscape_4_3",
             "then":{"kind":"go","type":"x"},"labels":{},"numbers":{"a":[1]},"prompt":"p","layers":[]}
            """),
        codec.encode(codec.decode(least)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"radius\":1}",
        "{\"type\":\"ball\"}",
        "{\"type\":1}",
        "{\"type\":\"circle\"}",
        "\"circle\"",
        "[]",
        "null"
      })
  void whatIsNoFormIsRefused(String shape) {
    var codec = compiled().codec();
    Json input = Json.parse("{\"prompt\":\"p\",\"shape\":" + shape + "}");
    assertThrows(JsonException.class, () -> codec.decode(input), shape);
  }

  @Test
  void mapsAreNotToBeChanged() throws Exception {
    var codec = compiled().codec();
    Object input =
        codec.decode(
            Json.parse(
                "{\"shape\":{\"type\":\"square\",\"side\":1},\"prompt\":\"p\",\"labels\":{\"a\":\"b\"}}"));
    var labels = (java.util.Map<?, ?>) input.getClass().getMethod("labels").invoke(input);
    assertThrows(UnsupportedOperationException.class, labels::clear);
  }

  private List<String> errors(String types) {
    return Compilation.of(
            folder,
            "F",
            """
            @HearthFunction(name="f", title="T", summary="S", category="c")
            public class F implements UnaryFunction<F.In, Json> {
              public record In(U u) {}
              TYPES
              public Json run(In input, Call call) { return Json.of(1); }
            }
            """
                .replace("TYPES", types))
        .errors();
  }

  @Test
  void unionThatCannotBeDescribedIsRefusedWhereItIs() {
    assertEquals(
        List.of("4: demo.F.U permits demo.F.C, which is no record"),
        errors(
            "public sealed interface U permits C {} public static final class C implements U {}"));
    assertEquals(
        List.of("5: strings can't tell two enums apart: demo.F.A and demo.F.B"),
        errors(
            "public sealed interface U permits A, B, R {} public enum A implements U { X }\\n"
                    .replace("\\n", "\n")
                + "public enum B implements U { Y } public record R() implements U {}"));
    assertEquals(
        List.of(
            "4: field \"type\" tells the records of U apart; name yours otherwise, or that by"
                + " @Discriminator"),
        errors(
            "public sealed interface U permits A, B {} public record A(String type) implements U {}"
                + " public record B() implements U {}"));
    assertEquals(
        List.of("4: \"a\" is empty or stands twice in U"),
        errors(
            "public sealed interface U permits A, B {} public record A() implements U {}"
                + " @WireName(\"a\") public record B() implements U {}"));
    assertEquals(
        List.of(
            "4: a record beside an enum needs no field to be told from it; drop @Discriminator"),
        errors(
            "@Discriminator(\"x\") public sealed interface U permits A, B {} public record A()"
                + " implements U {} public enum B implements U { X }"));
    assertEquals(
        List.of("4: record demo.F.A contains itself"),
        errors(
            "public sealed interface U permits A {} public record A(List<U> us) implements U {}"));
  }
}
