package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.protocol.FrameType;
import java.nio.file.Files;
import java.util.List;

/** Calls of a unary function beside each other. */
final class ConcurrencyRules {
  private static final int NODE_GONE = 2;

  private ConcurrencyRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "concurrency.beside-each-other",
            "runs as many calls at once as the descriptor says, each answered when it is done",
            bench -> {
              bench.ready();
              for (int id = 1; id <= Candidate.CALLS_AT_ONCE; id++) {
                hold(bench, id);
              }
              for (int id = Candidate.CALLS_AT_ONCE; id >= 1; id--) {
                release(bench, id);
                requireEqual(Json.of(id), bench.expectValue(id), "the value of call " + id);
              }
            }),
        new Rule(
            "concurrency.place-is-free-again",
            "takes the next call as soon as one has ended",
            bench -> {
              bench.ready();
              for (int id = 1; id <= Candidate.CALLS_AT_ONCE; id++) {
                hold(bench, id);
              }
              release(bench, 2);
              var _ = bench.expectValue(2);
              hold(bench, 9);
              release(bench, 9);
              var _ = bench.expectValue(9);
            }),
        new Rule(
            "concurrency.failure-alone",
            "fails a call alone while others run",
            bench -> {
              hold(bench.ready(), 1);
              bench.run(2, "{\"do\":\"fail\",\"text\":\"alone\"}");
              var _ = bench.expectError(2, "internal_server_error");
              release(bench, 1);
              var _ = bench.expectValue(1);
            }),
        new Rule(
            "broken.run-beyond-concurrency",
            "ends with 2 on more calls at once than the descriptor says",
            bench -> {
              bench.ready();
              for (int id = 1; id <= Candidate.CALLS_AT_ONCE; id++) {
                hold(bench, id);
              }
              bench.run(9, "{\"do\":\"echo\"}");
              bench.expectEnd(NODE_GONE);
            }));
  }

  /** A call that runs until it is released. */
  static void hold(Bench bench, long id) throws Exception {
    bench.run(id, "{\"do\":\"hold\",\"text\":\"go-" + id + "\",\"value\":" + id + "}");
    var _ = bench.expect(FrameType.PROGRESS, id);
  }

  static void release(Bench bench, long id) throws Exception {
    Files.createFile(bench.place().scratch().resolve("go-" + id));
  }
}
