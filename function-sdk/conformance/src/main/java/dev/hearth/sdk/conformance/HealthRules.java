package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;
import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import java.util.List;

/** Checks of the function's health. A worker that doesn't say that it takes them isn't asked. */
final class HealthRules {
  private static final int NODE_GONE = 2;

  private HealthRules() {}

  static List<Rule> all() {
    return List.of(
        rule(
            "health.well",
            "says that it is well, again and again, and takes calls",
            bench -> {
              for (int round = 1; round <= 3; round++) {
                bench.check();
                requireEqual(true, healthy(bench), "healthy");
                bench.serves(round);
              }
            }),
        rule(
            "health.ill",
            "says that it is ill and why, goes on, and is well again when it is",
            bench -> {
              act(bench, "{\"do\":\"sicken\",\"text\":\"größer\"}");
              bench.check();
              JsonObject ill = bench.expectJson(FrameType.HEALTH, 0);
              requireEqual(Json.of(false), ill.require("healthy"), "healthy");
              String why = ill.string("message");
              require(why.contains("größer"), "the message says \"" + why + "\"");
              act(bench, "{\"do\":\"heal\"}");
              bench.check();
              requireEqual(true, healthy(bench), "healthy");
            }),
        rule(
            "health.drain",
            "answers a CHECK that a DRAIN comes right behind, and exits with 0",
            bench -> {
              bench.check();
              bench.send(FrameType.DRAIN, 0, "");
              requireEqual(true, healthy(bench), "healthy");
              bench.expectEnd(0);
            }),
        rule(
            "health.stuck",
            "ends with its socket although a check never ends",
            bench -> {
              act(bench, "{\"do\":\"sicken\",\"text\":\"stick\"}");
              bench.check();
              bench.subject().closeSocket();
              bench.expectExit(NODE_GONE);
            }),
        broken("payload", "CHECK with a payload", Frame.of(FrameType.CHECK, 0, "x")),
        broken("of-a-call", "CHECK with a call id", Frame.of(FrameType.CHECK, 1)),
        rule(
            "broken.check-beside-a-call",
            "ends with 2 on a CHECK while a call is open",
            bench -> {
              ConcurrencyRules.hold(bench, 1);
              bench.check();
              bench.expectEnd(NODE_GONE);
            }),
        rule(
            "broken.check-twice",
            "ends with 2 on a CHECK while another is open",
            bench -> {
              act(bench, "{\"do\":\"sicken\",\"text\":\"stick\"}");
              bench.check();
              bench.check();
              bench.expectEnd(NODE_GONE);
            }),
        rule(
            "broken.run-beside-a-check",
            "ends with 2 on a RUN while a CHECK is open",
            bench -> {
              act(bench, "{\"do\":\"sicken\",\"text\":\"stick\"}");
              bench.check();
              bench.run(2, "{\"do\":\"echo\"}");
              bench.expectEnd(NODE_GONE);
            }),
        new Rule(
            "broken.check-before-ready",
            "ends with 2 on a CHECK before READY",
            bench -> {
              bench.started().load(Bench.secrets("hold", "usual"));
              bench.check();
              bench.expectEnd(NODE_GONE);
            }));
  }

  private static Rule broken(String name, String what, Frame frame) {
    return rule(
        "broken.check-" + name,
        "ends with 2 on " + what,
        bench -> {
          bench.subject().send(frame);
          bench.expectEnd(NODE_GONE);
        });
  }

  /** A rule for a worker that is ready and takes checks; others keep it. */
  private static Rule rule(String name, String what, Rule.Check check) {
    return new Rule(
        name,
        what,
        bench -> {
          if (bench.ready().takes(FrameType.CHECK)) {
            check.with(bench);
          }
        });
  }

  private static boolean healthy(Bench bench) throws Exception {
    return bench.expectJson(FrameType.HEALTH, 0).require("healthy").asBoolean();
  }

  private static void act(Bench bench, String input) throws Exception {
    bench.run(1, input);
    var _ = bench.expectResult(1);
  }
}
