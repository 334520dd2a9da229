package dev.hearth.sdk.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Descriptors;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each break is named with its place; what breaks nobody isn't. */
class CompatibilityTest {
  private static final String ANY = "{\"type\":\"object\"}";

  private static JsonObject endpoint(String path, String input, String output) {
    return JsonObject.builder()
        .put("path", path)
        .put("input", Json.parse(input))
        .put("output", Json.parse(output))
        .build();
  }

  private static Descriptor function(JsonObject... endpoints) {
    return Descriptor.fromJson(
        Descriptors.named("f").toJson().with("endpoints", new JsonArray(List.of(endpoints))));
  }

  private static String object(String properties, String required) {
    return "{\"type\":\"object\",\"properties\":{%s},\"required\":[%s]}"
        .formatted(properties, required);
  }

  private static List<String> breaks(Descriptor live, Descriptor next) {
    return Compatibility.breaks(live, next).stream().map(Break::toString).toList();
  }

  private static List<String> inputBreaks(String live, String next) {
    return breaks(function(endpoint("/", live, ANY)), function(endpoint("/", next, ANY)));
  }

  private static List<String> outputBreaks(String live, String next) {
    return breaks(function(endpoint("/", ANY, live)), function(endpoint("/", ANY, next)));
  }

  /** The schema of one optional field {@code x}. */
  private static String field(String schema) {
    return object("\"x\":" + schema, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'integer'} | {'type':'string'} | the type is string now, was integer",
        "{'type':'number'} | {'type':'integer'} | the type is integer now, was number",
        "{} | {'type':'string'} | the type is string now, was any",
        "{'enum':['a','b']} | {'enum':['a']} | one of the values is ['a'] now, was ['a', 'b']",
        "{'type':'string'} | {'type':'string','enum':['a']} | one of the values is ['a'] now, was"
            + " any",
        "{'type':'integer'} | {'type':'integer','minimum':0} | minimum is 0 now, was none",
        "{'minimum':0,'type':'integer'} | {'minimum':1,'type':'integer'} | minimum is 1 now, was 0",
        "{'maximum':9,'type':'number'} | {'maximum':8.5,'type':'number'} | maximum is 8.5 now, was"
            + " 9",
        "{'maximum':9,'type':'number'} | {'exclusiveMaximum':9,'type':'number'} |"
            + " exclusiveMaximum is 9 now, was 9",
        "{'minimum':0,'type':'number'} | {'exclusiveMinimum':0,'type':'number'} |"
            + " exclusiveMinimum is 0 now, was 0",
        "{'type':'integer'} | {'type':'integer','multipleOf':2} | multipleOf is 2 now, was none",
        "{'type':'string','maxLength':9} | {'type':'string','maxLength':8} | maxLength is 8 now,"
            + " was 9",
        "{'type':'string'} | {'type':'string','minLength':1} | minLength is 1 now, was none",
        "{'type':'string'} | {'type':'string','pattern':'^a'} | pattern is ^a now, was none",
        "{'type':'array'} | {'type':'array','minItems':1} | minItems is 1 now, was none",
        "{'type':'array'} | {'type':'array','uniqueItems':true} |"
            + " uniqueness of elements is demanded now, was not",
        "{'type':'object','additionalProperties':{}} |"
            + " {'type':'object','additionalProperties':{},'maxProperties':3} | maxProperties is 3"
            + " now, was none",
        "{'type':'string','x-hearth-media':'image'} | {'type':'string','x-hearth-media':'video'} |"
            + " the kind of media is video now, was image",
        "{'type':'string'} | {'type':'string','x-hearth-media':'image'} |"
            + " the kind of media is image now, was none",
        "{'type':'string','x-hearth-media':'image'} |"
            + " {'type':'string','x-hearth-media':'image','x-fal':{'max_width':8}} | max_width is 8"
            + " now, was none",
        "{'type':'string','x-hearth-media':'image','x-fal':{'min_width':7}} |"
            + " {'type':'string','x-hearth-media':'image','x-fal':{'min_width':8}} | min_width is 8"
            + " now, was 7",
        "{'type':'string'} | {'type':'string','not':{'const':'a'}} | \"not\" has changed",
      })
  void narrowerInputBreaks(String live, String next, String reason) {
    assertEquals(
        List.of("/ input.x: " + reason.replace('\'', '"')),
        inputBreaks(field(live.replace('\'', '"')), field(next.replace('\'', '"'))));
    boolean otherKind = reason.contains("media") || reason.endsWith("was integer");
    assertEquals(
        otherKind ? 1 : 0,
        inputBreaks(field(next.replace('\'', '"')), field(live.replace('\'', '"'))).size(),
        "the other way it is wider, unless it is another kind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'integer'} | {'type':'number'} | the type is number now, was integer",
        "{'enum':['a']} | {'enum':['a','b']} | one of the values is ['a', 'b'] now, was ['a']",
        "{'type':'integer','maximum':9} | {'type':'integer'} | maximum is none now, was 9",
        "{'type':'array','items':{'type':'string'}} | {'type':'array'} | [] the type is any now,"
            + " was string",
      })
  void widerOutputBreaks(String live, String next, String reason) {
    String place = reason.startsWith("[] ") ? "output.x[]" : "output.x";
    assertEquals(
        List.of("/ " + place + ": " + reason.replace('\'', '"').replace("[] ", "")),
        outputBreaks(field(live.replace('\'', '"')), field(next.replace('\'', '"'))));
    assertEquals(
        List.of(), outputBreaks(field(next.replace('\'', '"')), field(live.replace('\'', '"'))));
  }

  @Test
  void endpointThatIsGoneIsABreak() {
    assertEquals(
        List.of("/edit: the endpoint is gone"),
        breaks(
            function(endpoint("/", ANY, ANY), endpoint("/edit", ANY, ANY)),
            function(endpoint("/", ANY, ANY))));
    assertEquals(
        List.of(),
        breaks(
            function(endpoint("/", ANY, ANY)),
            function(endpoint("/", ANY, ANY), endpoint("/edit", ANY, ANY))));
  }

  @Test
  void placesAreNamedDownToTheLeaf() {
    String live =
        object(
            "\"points\":{\"type\":\"array\",\"items\":"
                + object("\"x\":{\"type\":\"number\"}", "")
                + "},\"map\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}",
            "");
    String next = live.replace("number", "integer").replace("\"string\"", "\"boolean\"");
    assertEquals(
        List.of(
            "/ input.points[].x: the type is integer now, was number",
            "/ input.map.*: the type is boolean now, was string"),
        inputBreaks(live, next));
  }

  @Test
  void inputFieldsMayComeButNotAsRequired() {
    String one = object("\"a\":{\"type\":\"string\"}", "\"a\"");
    String two = object("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", "\"a\"");
    assertEquals(List.of(), inputBreaks(one, two));
    assertEquals(
        List.of("/ input.b: is required now"),
        inputBreaks(one, two.replace("[\"a\"]", "[\"a\",\"b\"]")));
    assertEquals(List.of(), inputBreaks(one, one.replace("[\"a\"]", "[]")));
  }

  @Test
  void inputFieldsMayGoOnlyAfterTheyWereDeprecated() {
    String one = object("\"a\":{\"type\":\"string\"}", "");
    String two = object("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", "");
    String announced = two.replace("\"b\":{", "\"b\":{\"deprecated\":true,");
    assertEquals(List.of("/ input.b: isn't taken any more"), inputBreaks(two, one));
    assertEquals(List.of(), inputBreaks(announced, one));
    assertEquals(List.of(), inputBreaks(two, announced));
    String closed = one.replace("\"required\"", "\"additionalProperties\":false,\"required\"");
    assertEquals(List.of("/ input.b: isn't taken any more"), inputBreaks(announced, closed));
  }

  @Test
  void inputThatTookAnythingAndDoesNoMoreBreaks() {
    String next = object("\"a\":{\"type\":\"string\"}", "\"a\"");
    assertEquals(
        List.of("/ input.a: is required now", "/ input.a: the type is string now, was any"),
        inputBreaks(ANY, next));
    assertEquals(List.of(), inputBreaks(next, ANY), "whatever was sent is still taken");
    assertEquals(List.of(), inputBreaks(object("", ""), next.replace("[\"a\"]", "[]")));
  }

  @Test
  void outputFieldsMayComeButNotGo() {
    String one = object("\"a\":{\"type\":\"string\"}", "\"a\"");
    String two = object("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", "\"a\"");
    assertEquals(List.of(), outputBreaks(one, two));
    assertEquals(List.of("/ output.b: is gone"), outputBreaks(two, one));
    assertEquals(
        List.of("/ output.a: is gone"), outputBreaks(one, object("", "")), "once, though required");
    assertEquals(
        List.of("/ output.a: may be missing now"), outputBreaks(one, one.replace("[\"a\"]", "[]")));
    assertEquals(List.of(), outputBreaks(one.replace("[\"a\"]", "[]"), one));
  }

  private static final String CIRCLE =
      "{\"type\":\"object\",\"properties\":{\"type\":{\"const\":\"circle\"},\"r\":{\"type\":\"number\"}},\"required\":[\"type\",\"r\"]}";
  private static final String BOX =
      "{\"type\":\"object\",\"properties\":{\"type\":{\"const\":\"box\"}},\"required\":[\"type\"]}";

  private static String union(String... forms) {
    return field(
        "{\"oneOf\":["
            + String.join(",", forms)
            + "],\"discriminator\":{\"propertyName\":\"type\"}}");
  }

  @Test
  void formsOfAUnion() {
    assertEquals(List.of(), inputBreaks(union(CIRCLE), union(BOX, CIRCLE)));
    assertEquals(List.of(), outputBreaks(union(BOX, CIRCLE), union(CIRCLE)));
    assertEquals(
        List.of("/ input.x: the form \"box\" isn't taken any more"),
        inputBreaks(union(CIRCLE, BOX), union(CIRCLE)));
    assertEquals(
        List.of("/ output.x: the form \"box\" is new"),
        outputBreaks(union(CIRCLE), union(CIRCLE, BOX)));
    assertEquals(
        List.of("/ input.x.r: the type is integer now, was number"),
        inputBreaks(union(BOX, CIRCLE), union(BOX, CIRCLE.replace("number", "integer"))));
  }

  @Test
  void formsByKind() {
    String words = "{\"type\":\"string\",\"enum\":[\"a\"]}";
    String both = field("{\"anyOf\":[" + BOX + "," + words + "]}");
    assertEquals(List.of(), inputBreaks(field(words), both));
    assertEquals(
        List.of("/ input.x: the form \"object\" isn't taken any more"),
        inputBreaks(both, field("{\"anyOf\":[" + words + "]}")));
    assertEquals(
        List.of("/ input.x: the type is string now, was object"), inputBreaks(both, field(words)));
  }

  @Test
  void whatIsSaidBesideAUnionHoldsToo() {
    String forms = "\"anyOf\":[{\"type\":\"object\"},{\"type\":\"string\"}]";
    String live = "{" + forms + ",\"type\":[\"object\",\"string\"]}";
    String next = live.replace("}]", "}],\"minLength\":3");
    assertEquals(
        List.of("/ input.x: minLength is 3 now, was none"), inputBreaks(field(live), field(next)));
  }

  @Test
  void referencesAndPartsAreFollowed() {
    String live =
        "{\"$defs\":{\"P\":" + CIRCLE + "}," + field("{\"$ref\":\"#/$defs/P\"}").substring(1);
    String parts = field("{\"allOf\":[" + CIRCLE + "],\"title\":\"X\"}");
    assertEquals(List.of(), inputBreaks(live, parts));
    assertEquals(List.of(), outputBreaks(parts, live));
    assertEquals(
        List.of("/ input.x.r: the type is integer now, was number"),
        inputBreaks(live, parts.replace("number", "integer")));
  }

  @Test
  void schemaWithinItselfEnds() {
    String node =
        "{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#\"},\"v\":{\"type\":\"number\"}}}";
    assertEquals(
        List.of("/ input.v: the type is integer now, was number"),
        inputBreaks(node, node.replace("number", "integer")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"object\",\"properties\":{\"a\":true,\"b\":false}}",
        "{\"type\":3,\"properties\":{\"a\":{\"$ref\":7}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/properties/a\"}}}",
        "{\"anyOf\":[],\"oneOf\":[1],\"allOf\":{}}",
        "{\"properties\":{\"a\":{\"enum\":{},\"minimum\":\"x\",\"pattern\":\"(\"}}}",
        "{\"required\":[1],\"additionalProperties\":7,\"discriminator\":[]}",
      })
  void schemasThatAreOddAreCompared(String odd) {
    assertEquals(List.of(), inputBreaks(odd, odd));
    assertEquals(List.of(), outputBreaks(odd, odd));
    var ends = new ArrayList<String>();
    ends.addAll(inputBreaks(odd, field("{\"type\":\"string\"}")));
    ends.addAll(outputBreaks(odd, field("{\"type\":\"string\"}")));
    ends.addAll(inputBreaks(field("{\"type\":\"string\"}"), odd));
    assertEquals(ends, List.copyOf(ends), "it ends");
  }

  @Test
  void unitAndBoundOfTheBill() {
    JsonObject whole = Descriptors.named("f").toJson();
    JsonObject bill = whole.object("billing");
    Descriptor live =
        Descriptor.fromJson(
            whole.with("billing", bill.with("max_micro_units", Json.of(2_000_000))));
    Descriptor seconds =
        Descriptor.fromJson(whole.with("billing", bill.with("unit", Json.of("second"))));
    assertEquals(List.of("/ billing: the unit is second now, was request"), breaks(live, seconds));
    assertEquals(
        List.of("/ billing: a call may consume 1000000 micro-units now, before 2000000"),
        breaks(live, Descriptors.named("f")));
    assertEquals(List.of(), breaks(Descriptors.named("f"), live));
  }
}
