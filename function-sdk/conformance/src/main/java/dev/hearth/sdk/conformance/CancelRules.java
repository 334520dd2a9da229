package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.protocol.FrameType;
import java.util.List;

/** Calls that their caller withdraws. */
final class CancelRules {
  private CancelRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "cancel.during",
            "tells the function, and still answers the call",
            bench -> {
              await(bench.ready(), 1);
              bench.send(FrameType.CANCEL, 1, "");
              bench.expectCancelled(1);
              bench.serves(2);
            }),
        new Rule(
            "cancel.at-once",
            "sees a CANCEL that comes right behind its RUN",
            bench -> {
              bench.ready().run(1, "{\"do\":\"wait\"}");
              bench.send(FrameType.CANCEL, 1, "");
              bench.expectCancelled(1);
            }),
        new Rule(
            "cancel.unknown",
            "ignores a CANCEL of a call that it wasn't given",
            bench -> {
              bench.ready().send(FrameType.CANCEL, 5, "");
              bench.serves(1);
            }),
        new Rule(
            "cancel.crossing",
            "ignores a CANCEL that crosses the answer, also for the next call of that id",
            bench -> {
              bench.ready().serves(1);
              bench.send(FrameType.CANCEL, 1, "");
              ConcurrencyRules.hold(bench, 1);
              ConcurrencyRules.release(bench, 1);
              requireEqual(Json.of(1), bench.expectValue(1), "the value");
              await(bench, 1);
              bench.send(FrameType.CANCEL, 1, "");
              bench.expectCancelled(1);
            }),
        new Rule(
            "cancel.twice",
            "ignores a second CANCEL",
            bench -> {
              await(bench.ready(), 1);
              bench.send(FrameType.CANCEL, 1, "");
              bench.send(FrameType.CANCEL, 1, "");
              bench.expectCancelled(1);
              bench.serves(2);
            }));
  }

  private static void await(Bench bench, long id) throws Exception {
    bench.run(id, "{\"do\":\"wait\"}");
    var _ = bench.expect(FrameType.PROGRESS, id);
  }
}
