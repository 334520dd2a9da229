package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;
import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.Hints;
import java.util.List;

/** What a worker has at hand. */
final class HintRules {
  private HintRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "hints.set-up",
            "tells the hints of set-up before READY",
            bench -> {
              bench.started().load(Bench.secrets("hint", "usual"));
              requireEqual(List.of("ready"), words(bench), "the hints");
              var _ = bench.expect(FrameType.READY, 0);
            }),
        new Rule(
            "hints.changed",
            "tells hints that have changed before the answer, and others not",
            bench -> {
              hint(bench.ready(), 1, "[\"a\",\"https://e/x y.bin?v=1\"]");
              requireEqual(List.of("a", "https://e/x y.bin?v=1"), words(bench), "the hints");
              var _ = bench.expectResult(1);
              bench.serves(2);
              hint(bench, 3, "[]");
              requireEqual(List.of(), words(bench), "the hints");
              var _ = bench.expectResult(3);
            }),
        new Rule(
            "hints.not-taken",
            "tells no hints if LOAD doesn't say that they are taken",
            bench -> {
              bench.started().subject().judge().takesNoHints();
              JsonObject load = bench.candidate().load(bench.place(), Bench.USUAL_SECRETS);
              bench.send(FrameType.LOAD, 0, load.with("takes", new JsonArray(List.of())).print());
              var _ = bench.expect(FrameType.READY, 0);
              hint(bench, 1, "[\"a\"]");
              var _ = bench.expectResult(1);
            }),
        wrong("comma", "[\"a,b\"]"),
        wrong("space", "[\" a\"]"),
        wrong("empty", "[\"\"]"),
        wrong("other", "[\"größer\"]"),
        wrong("long", "[\"" + "a".repeat(Hints.MAX_WORD_CHARS + 1) + "\"]"),
        wrong("many", "[\"a\"" + ",\"a\"".repeat(Hints.MAX_COUNT) + "]"));
  }

  private static Rule wrong(String name, String hints) {
    return new Rule(
        "hints.wrong-" + name,
        "answers a call all the same, and logs hints that may not be",
        bench -> {
          hint(bench.ready(), 1, hints);
          var _ = bench.expectResult(1);
          bench.serves(2);
          boolean told = bench.logs().stream().anyMatch(line -> line.startsWith("0 ERROR "));
          require(told, "no LOG of level ERROR came: " + bench.logs());
        });
  }

  private static void hint(Bench bench, long id, String hints) throws Exception {
    bench.run(id, "{\"do\":\"hint\",\"value\":" + hints + "}");
  }

  private static List<String> words(Bench bench) throws Exception {
    return Hints.decode(bench.expect(FrameType.HINTS, 0).payload()).words();
  }
}
