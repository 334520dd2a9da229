package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;
import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.ResultPayload;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A call and its one answer. */
final class CallRules {
  private static final int MANY = 200;
  private static final int LARGE_BYTES = 4 << 20;
  private static final String FAILED = "internal_server_error";
  private static final String OUTPUT_INVALID = "invalid_output";

  private CallRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("call.one", "answers a call", bench -> bench.ready().serves(1)),
        new Rule(
            "call.many",
            "answers many calls, one after another",
            bench -> {
              bench.ready();
              for (int i = 1; i <= MANY; i++) {
                bench.serves(i);
              }
            }),
        new Rule(
            "call.any-id",
            "takes any id but 0, also one that was used before",
            bench -> {
              bench.ready();
              for (long id : new long[] {Long.MAX_VALUE, 1, Long.MAX_VALUE, 1L << 32, 1}) {
                bench.serves(id);
              }
            }),
        new Rule("call.large", "takes and gives megabytes", CallRules::large),
        new Rule(
            "call.fails",
            "answers 500 internal_server_error if the function fails, and serves on",
            bench -> {
              bench.ready().run(1, "{\"do\":\"fail\",\"text\":\"on purpose\"}");
              JsonObject error = bench.expectError(1, FAILED);
              String message = error.string("message");
              require(message.contains("on purpose"), "the message doesn't say why: " + message);
              bench.serves(2);
            }),
        new Rule("call.refused", "tells the caller which field is at fault", CallRules::refused),
        invalid("not-json", "no JSON", "{\"do\":"),
        invalid("empty", "empty", ""),
        invalid("two-values", "two JSON values", "{} {}"),
        invalid("wrong-type", "against the function's types", "{\"do\":7}"),
        new Rule(
            "call.invalid-not-utf-8",
            "answers 422 value_error if the input isn't UTF-8, and serves on",
            bench -> {
              byte[] input = "{\"do\":\"echo\",\"value\":\"?\"}".getBytes(StandardCharsets.UTF_8);
              input[input.length - 3] = (byte) 0xff;
              bench.ready().runBytes(1, input);
              var _ = bench.expectError(1, "value_error");
              bench.serves(2);
            }),
        output("nothing", "there is no output"),
        output("unwritable", "the output has no JSON form"),
        new Rule(
            "call.metered",
            "says how many micro-units the function metered, or -1",
            bench -> {
              bench.ready().run(1, "{\"do\":\"meter\",\"number\":1500000}");
              requireEqual(1_500_000L, bench.expectResult(1).meteredMicroUnits(), "metered units");
              bench.run(2, "{\"do\":\"echo\"}");
              long none = bench.expectResult(2).meteredMicroUnits();
              requireEqual(ResultPayload.NOT_METERED, none, "units of a call that meters nothing");
            }),
        new Rule(
            "call.exits",
            "ends with the status that the function chose",
            bench -> {
              bench.ready().run(1, "{\"do\":\"exit\",\"number\":7}");
              bench.expectEnd(7);
            }));
  }

  private static Rule invalid(String name, String what, String input) {
    return new Rule(
        "call.invalid-" + name,
        "answers 422 value_error if the input is " + what + ", and serves on",
        bench -> {
          bench.ready().run(1, input);
          var _ = bench.expectError(1, "value_error");
          bench.serves(2);
        });
  }

  private static Rule output(String action, String when) {
    return new Rule(
        "call.output-" + action,
        "answers 500 invalid_output if " + when + ", and serves on",
        bench -> {
          bench.ready().run(1, "{\"do\":\"" + action + "\"}");
          var _ = bench.expectError(1, OUTPUT_INVALID);
          bench.serves(2);
        });
  }

  private static void large(Bench bench) throws Exception {
    String text = "x".repeat(LARGE_BYTES);
    bench.ready().run(1, "{\"do\":\"echo\",\"value\":\"" + text + "\"}");
    requireEqual(Json.of(text), bench.expectValue(1), "the value of a large call");
  }

  private static void refused(Bench bench) throws Exception {
    bench.ready().run(1, "{\"do\":\"refuse\",\"text\":\"not a picture\"}");
    JsonObject error = bench.expectError(1, "image_load_error");
    requireEqual("not a picture", error.string("message"), "the message");
    List<Json> fields = error.array("fields");
    requireEqual(1, fields.size(), "the count of fields");
    JsonObject field = fields.getFirst().asObject();
    requireEqual(Json.parse("[\"body\",\"text\"]"), field.require("loc"), "loc of the field");
    requireEqual("not a picture", field.string("msg"), "msg of the field");
    requireEqual("image_load_error", field.string("type"), "type of the field");
    bench.serves(2);
  }
}
