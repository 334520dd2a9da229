package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;

import dev.hearth.sdk.protocol.FrameType;
import java.nio.file.Files;
import java.util.List;

/** The orderly end. */
final class DrainRules {
  private static final int NODE_GONE = 2;

  private DrainRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "drain.idle",
            "tears the function down and exits with 0",
            bench -> {
              bench.ready().serves(1);
              bench.send(FrameType.DRAIN, 0, "");
              bench.expectEnd(0);
              requireTornDown(bench);
            }),
        new Rule(
            "drain.running",
            "finishes what runs before it exits",
            bench -> {
              ConcurrencyRules.hold(bench.ready(), 1);
              bench.send(FrameType.DRAIN, 0, "");
              ConcurrencyRules.release(bench, 1);
              var _ = bench.expectValue(1);
              bench.expectEnd(0);
              requireTornDown(bench);
            }),
        new Rule(
            "drain.cancel",
            "hears a CANCEL while it drains",
            bench -> {
              bench.ready().run(1, "{\"do\":\"wait\"}");
              var _ = bench.expect(FrameType.PROGRESS, 1);
              bench.send(FrameType.DRAIN, 0, "");
              bench.send(FrameType.CANCEL, 1, "");
              bench.expectCancelled(1);
              bench.expectEnd(0);
            }),
        new Rule(
            "drain.before-ready",
            "still says READY if it is drained during set-up, and exits with 0",
            bench -> {
              bench.started().load(Bench.secrets("hold", "usual"));
              bench.send(FrameType.DRAIN, 0, "");
              Files.createFile(bench.place().scratch().resolve("go"));
              var _ = bench.expect(FrameType.READY, 0);
              bench.expectEnd(0);
              requireTornDown(bench);
            }),
        new Rule(
            "drain.tear-down-fails",
            "says so in a LOG of level ERROR and exits with 1 if tear-down fails",
            bench -> {
              bench.started().load(Bench.secrets("usual", "fail"));
              var _ = bench.expect(FrameType.READY, 0);
              bench.send(FrameType.DRAIN, 0, "");
              bench.expectEnd(1);
              boolean told = bench.logs().stream().anyMatch(line -> line.startsWith("0 ERROR "));
              require(told, "no LOG of level ERROR came: " + bench.logs());
            }),
        new Rule(
            "broken.drain-twice",
            "ends with 2 on a second DRAIN",
            bench -> {
              ConcurrencyRules.hold(bench.ready(), 1);
              bench.send(FrameType.DRAIN, 0, "");
              bench.send(FrameType.DRAIN, 0, "");
              bench.expectEnd(NODE_GONE);
            }),
        new Rule(
            "broken.run-after-drain",
            "ends with 2 on a RUN after DRAIN",
            bench -> {
              bench.started().load(Bench.secrets("hold", "usual"));
              bench.send(FrameType.DRAIN, 0, "");
              bench.run(1, "{\"do\":\"echo\"}");
              bench.expectEnd(NODE_GONE);
            }));
  }

  private static void requireTornDown(Bench bench) {
    boolean tornDown = Files.exists(bench.place().scratch().resolve("torn-down"));
    require(tornDown, "the function wasn't torn down");
  }
}
