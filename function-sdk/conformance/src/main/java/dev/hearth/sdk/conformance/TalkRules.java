package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;
import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import java.util.List;

/** What a call says before its answer. */
final class TalkRules {
  private static final int TOO_LONG = 20_000;
  private static final int FLOOD_LINES = 50_000;

  private TalkRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "log.levels",
            "sends log lines of all levels with the call's id, before its answer",
            bench -> {
              bench.ready();
              for (String level : List.of("DEBUG", "INFO", "WARN", "ERROR")) {
                bench.run(7, log("größer 🙂", level));
                var _ = bench.expectResult(7);
                String line = "7 " + level + " größer 🙂";
                require(bench.logs().contains(line), "no line \"" + line + "\": " + bench.logs());
              }
            }),
        new Rule(
            "log.long",
            "cuts a log line to 16 KiB, between characters",
            bench -> {
              bench.ready().run(7, log("ü".repeat(TOO_LONG), "INFO"));
              var _ = bench.expectResult(7);
              String kept = "7 INFO üüü";
              boolean there = bench.logs().stream().anyMatch(line -> line.startsWith(kept));
              require(there, "the line didn't come");
              boolean cut = bench.logs().stream().noneMatch(line -> line.contains("\uFFFD"));
              require(cut, "the line was cut within a character");
            }),
        new Rule(
            "log.flood",
            "sends 50,000 log lines, or says that it left some out, and serves on",
            TalkRules::flood),
        new Rule(
            "log.standard-streams",
            "lets the function print",
            bench -> {
              bench.ready().run(7, "{\"do\":\"print\",\"text\":\"printed\\u0001 größer\"}");
              var _ = bench.expectResult(7);
              bench.serves(8);
            }),
        new Rule(
            "progress",
            "sends progress in order",
            bench -> {
              bench.ready().run(7, "{\"do\":\"progress\",\"number\":20}");
              for (int done = 0; done <= 20; done++) {
                JsonObject progress = bench.expectJson(FrameType.PROGRESS, 7);
                requireEqual((long) done, progress.integer("done"), "done");
                requireEqual(20L, progress.integer("total"), "total");
              }
              var _ = bench.expectResult(7);
            }),
        new Rule(
            "emit",
            "sends partial outputs of any JSON in order",
            bench -> {
              Json partials = Json.parse("[{\"a\":1},[2],\"größer 🙂\",null,false,4.5]");
              bench.ready().run(7, "{\"do\":\"emit\",\"value\":" + partials.print() + "}");
              for (Json partial : partials.asArray()) {
                byte[] payload = bench.expect(FrameType.EMIT, 7).payload();
                requireEqual(partial, Json.parse(Frame.utf8(payload)), "a partial output");
              }
              var _ = bench.expectResult(7);
            }));
  }

  private static String log(String text, String level) {
    return "{\"do\":\"log\",\"text\":\"" + text + "\",\"level\":\"" + level + "\"}";
  }

  private static void flood(Bench bench) throws Exception {
    String text = "x".repeat(100);
    bench
        .ready()
        .run(7, "{\"do\":\"flood\",\"number\":" + FLOOD_LINES + ",\"text\":\"" + text + "\"}");
    var _ = bench.expectResult(7);
    bench.serves(8);
    long came = bench.logs().stream().filter(line -> line.equals("7 INFO " + text)).count();
    boolean told = bench.logs().stream().anyMatch(line -> line.startsWith("0 WARN "));
    require(came == FLOOD_LINES || told, "of 50,000 lines " + came + " came, and nothing said so");
  }
}
