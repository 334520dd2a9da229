package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;
import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonBoolean;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import java.util.LinkedHashMap;
import java.util.List;

/** JSON as it comes from callers. */
final class JsonRules {
  /** Together with the object around it as deep as a node takes. */
  private static final int DEEP = 199;

  private static final int TOO_DEEP = 100_000;

  private JsonRules() {}

  static List<Rule> all() {
    return List.of(
        same("unicode", "text of all planes", "\"größer 漢字 🙂 \\u0000\\u001f\\\\\\\"/\""),
        same("values", "values of all kinds", "[null,true,false,\"\",[],{},{\"\":[{\"a b\":0}]}]"),
        same("numbers", "numbers within 53 bits", "[0,-1,9007199254740991,1.5,-0.25,1e3,1e-7]"),
        same("deep", "nesting of 200", "[".repeat(DEEP) + "]".repeat(DEEP)),
        new Rule(
            "json.spaces",
            "reads JSON with any space around its values",
            bench -> {
              bench.ready().run(1, " \t\r\n{ \"do\" :\n\"echo\" , \"value\":[ 1 ,2 ]\r}\n ");
              requireEqual(Json.parse("[1,2]"), bench.expectValue(1), "the value");
            }),
        survived("large-number", "a number beyond doubles", "1e400"),
        survived("long-number", "a number of 1,000 digits", "9".repeat(1_000)),
        survived("half-a-pair", "half of a surrogate pair", "\"\\ud800\""),
        survived("too-deep", "nesting beyond 200", "[".repeat(TOO_DEEP) + "]".repeat(TOO_DEEP)));
  }

  private static Rule same(String name, String what, String value) {
    return new Rule(
        "json." + name,
        "reads and writes " + what,
        bench -> {
          bench.ready().run(1, echo(value));
          requireEqual(plain(Json.parse(value)), plain(bench.expectValue(1)), "the value");
        });
  }

  /** The same with each number written in one way, as 1e3 and 1000.0 are one number. */
  private static Json plain(Json json) {
    return switch (json) {
      case JsonNumber number -> new JsonNumber(number.value().stripTrailingZeros());
      case JsonArray array ->
          new JsonArray(array.elements().stream().map(JsonRules::plain).toList());
      case JsonObject object -> {
        var members = new LinkedHashMap<String, Json>();
        object.members().forEach((name, value) -> members.put(name, plain(value)));
        yield new JsonObject(members);
      }
      case JsonString _, JsonBoolean _, JsonNull _ -> json;
    };
  }

  /** What not every language has must fail its call at most. */
  private static Rule survived(String name, String what, String value) {
    return new Rule(
        "json." + name,
        "answers " + what + " with a RESULT or an ERROR, and serves on",
        bench -> {
          bench.ready().run(1, echo(value));
          Frame answer = bench.nextButSteps();
          boolean answered =
              answer.type() == FrameType.RESULT
                  || (answer.type() == FrameType.ERROR && answer.callId() == 1);
          require(answered, answer.type() + " with id " + answer.callId() + " came");
          bench.serves(2);
        });
  }

  private static String echo(String value) {
    return "{\"do\":\"echo\",\"value\":" + value + "}";
  }
}
