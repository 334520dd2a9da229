package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;
import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.RunPayload.CallInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Calls of an iterative function that join and leave the running batch. */
final class StepRules {
  private static final int NODE_GONE = 2;

  private StepRules() {}

  static List<Rule> all() {
    var rules = new ArrayList<>(calls());
    rules.addAll(batches());
    rules.addAll(withdrawn());
    rules.addAll(broken());
    return rules;
  }

  private static List<Rule> calls() {
    return List.of(
        new Rule(
            "step.progress",
            "tells progress when a call has begun and after each step, partial outputs in between",
            StepRules::progress),
        new Rule(
            "step.joins",
            "has a call join those that run at the next step",
            bench -> {
              HeldSteps held = HeldSteps.of(bench.ready());
              held.run(1, "steps", 9);
              requireEqual(Set.of("c1"), held.boundary(), "the calls of the next step");
              held.run(2, "steps", 9);
              requireEqual(Set.of("c1", "c2"), held.boundary(), "the calls of the next step");
            }),
        new Rule(
            "step.leaves",
            "answers a call after its last step, while others go on",
            StepRules::leaves),
        new Rule(
            "step.none",
            "answers a call that needs no step without one",
            bench -> {
              HeldSteps held = HeldSteps.of(bench.ready());
              held.run(1, "steps", 0);
              requireEqual(Set.of(), held.boundary(), "the calls of the next step");
              requireSteps(0, held.taken(1), 1);
            }));
  }

  private static List<Rule> batches() {
    return List.of(
        new Rule(
            "step.keys",
            "steps calls together if their batch keys are equal, and else apart",
            StepRules::keys),
        new Rule(
            "step.endpoints",
            "steps calls of all endpoints together",
            bench -> {
              HeldSteps held = HeldSteps.of(bench.ready());
              held.runAt(Candidate.SECOND_ENDPOINT, 1, "steps", 2, "null");
              requireEqual(Set.of("c1"), held.boundary(), "the calls of the next step");
            }),
        new Rule(
            "step.place-is-free-again",
            "takes as many calls as the descriptor says, and the next as soon as one has ended",
            StepRules::placeIsFreeAgain));
  }

  private static List<Rule> withdrawn() {
    return List.of(
        new Rule(
            "cancel.between-steps",
            "ends a call that is withdrawn before its next step",
            bench -> {
              HeldSteps held = HeldSteps.of(bench.ready());
              held.run(1, "steps", 9);
              requireEqual(Set.of("c1"), held.boundary(), "the calls of the next step");
              held.send(FrameType.CANCEL, 1);
              requireEqual(Set.of(), held.boundary(), "the calls of the next step");
              held.ended(1);
            }),
        new Rule(
            "cancel.before-begin",
            "doesn't begin a call that is withdrawn before it has begun",
            bench -> {
              HeldSteps held = HeldSteps.of(bench.ready());
              held.run(1, "steps", 9);
              held.send(FrameType.CANCEL, 1);
              requireEqual(Set.of(), held.boundary(), "the calls of the next step");
              requireEqual(FrameType.ERROR, held.next(1).type(), "the first frame of the call");
            }));
  }

  private static List<Rule> broken() {
    return List.of(
        new Rule(
            "broken.run-beyond-batch",
            "ends with 2 on more calls at once than the descriptor says",
            bench -> {
              HeldSteps held = HeldSteps.of(bench.ready());
              for (int id = 1; id <= Candidate.CALLS_AT_ONCE; id++) {
                held.run(id, "steps", 9);
              }
              bench.expectEnd(NODE_GONE);
            }),
        new Rule(
            "broken.run-of-two",
            "ends with 2 on two calls in a RUN",
            bench -> {
              byte[] input = "{\"do\":\"echo\"}".getBytes(StandardCharsets.UTF_8);
              bench.ready().runBatch(List.of(new CallInput(1, input), new CallInput(2, input)));
              bench.expectEnd(NODE_GONE);
            }));
  }

  private static void progress(Bench bench) throws Exception {
    List<Json> partials = Json.parse("[\"a\",\"b\",\"c\"]").asArray();
    bench.ready().run(1, "{\"do\":\"emit\",\"value\":" + new JsonArray(partials).print() + "}");
    for (int done = 0; done <= partials.size(); done++) {
      JsonObject told = bench.expectJson(FrameType.PROGRESS, 1);
      requireEqual((long) done, told.integer("done"), "done");
      requireEqual((long) partials.size(), told.integer("total"), "total");
      if (done < partials.size()) {
        byte[] partial = bench.expect(FrameType.EMIT, 1).payload();
        requireEqual(partials.get(done), Json.parse(Frame.utf8(partial)), "the partial output");
      }
    }
    var _ = bench.expectResult(1);
  }

  private static void leaves(Bench bench) throws Exception {
    HeldSteps held = HeldSteps.of(bench.ready());
    held.run(1, "steps", 1);
    held.run(2, "steps", 3);
    requireEqual(Set.of("c1", "c2"), held.boundary(), "the calls of the next step");
    requireEqual(Set.of("c2"), held.boundary(), "the calls of the next step");
    requireSteps(1, held.taken(1), 1);
    requireEqual(Set.of("c2"), held.boundary(), "the calls of the next step");
    requireEqual(Set.of(), held.boundary(), "the calls of the next step");
    requireSteps(3, held.taken(2), 2);
  }

  private static void keys(Bench bench) throws Exception {
    HeldSteps held = HeldSteps.of(bench.ready(), "{\"size\":[1,2]}");
    held.run(1, "steps", 2);
    held.runAt("/", 2, "steps", 2, "{\"size\":[2,1]}");
    requireEqual(Set.of("c1"), held.boundary(), "the calls of the key's next step");
    held.release();
    requireSteps(2, held.taken(1), 1);
    JsonObject apart = held.taken(2);
    requireSteps(2, apart, 2);
    requireEqual("[]", apart.require("beside").print(), "what was stepped together with call 2");
  }

  private static void placeIsFreeAgain(Bench bench) throws Exception {
    HeldSteps held = HeldSteps.of(bench.ready());
    for (int round = 0; round < 3; round++) {
      for (int id = 1; id < Candidate.CALLS_AT_ONCE; id++) {
        held.run(id, "steps", id);
      }
      held.release();
      for (int id = 1; id < Candidate.CALLS_AT_ONCE; id++) {
        requireSteps(id, held.taken(id), id);
      }
      var _ = held.boundary();
    }
  }

  static void requireSteps(int expected, JsonObject taken, long id) {
    requireEqual((long) expected, taken.integer("steps"), "the number of steps of call " + id);
    boolean fits = taken.integer("most") <= Candidate.CALLS_AT_ONCE;
    require(fits, "a step of call " + id + " had " + taken.integer("most") + " calls");
  }
}
