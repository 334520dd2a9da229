package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.RunPayload.CallInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Calls of an iterative function that fail while others run. */
final class StepFailureRules {
  private static final String FAILED = "internal_server_error";
  private static final int STEPS = 9;

  private StepFailureRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "step.invalid-input",
            "answers an input that can't be read alone, while others are stepped",
            StepFailureRules::invalidInput),
        alone("refusal", "refuses a call alone when it begins", "refuse", "image_load_error"),
        alone("failure", "fails a call alone when it is finished", "fail", FAILED),
        alone("failed-state", "fails a state alone that can't be stepped", "fail-alone", FAILED),
        alone("stands-still", "fails a call that a step left where it was", "stand-still", FAILED),
        new Rule(
            "step.failed-step",
            "fails every call of a step that failed as a whole, and serves on",
            StepFailureRules::failedStep),
        new Rule(
            "step.released",
            "has the function free the state of each call that has ended in whatever way",
            StepFailureRules::released));
  }

  private static Rule alone(String name, String text, String action, String type) {
    return new Rule(
        "step." + name,
        text + ", while others are stepped",
        bench -> {
          HeldSteps held = HeldSteps.of(bench.ready());
          held.run(1, "steps", STEPS);
          held.run(2, action, STEPS);
          var _ = held.boundary();
          requireEqual(Set.of("c1"), held.boundary(), "the calls of the next step");
          requireEqual(type, held.error(2), "the type of the ERROR of call 2");
          held.release();
          StepRules.requireSteps(STEPS, held.taken(1), 1);
        });
  }

  private static void invalidInput(Bench bench) throws Exception {
    HeldSteps held = HeldSteps.of(bench.ready());
    held.run(1, "steps", STEPS);
    bench.runBatch(List.of(new CallInput(2, "{\"do\":".getBytes(StandardCharsets.UTF_8))));
    requireEqual(Set.of("c1"), held.boundary(), "the calls of the next step");
    requireEqual("value_error", held.error(2), "the type of the ERROR of call 2");
    held.release();
    StepRules.requireSteps(STEPS, held.taken(1), 1);
  }

  private static void failedStep(Bench bench) throws Exception {
    HeldSteps held = HeldSteps.of(bench.ready());
    held.run(1, "steps", STEPS);
    held.run(2, "fail-step", STEPS);
    requireEqual(Set.of("c1", "c2"), held.boundary(), "the calls of the next step");
    requireEqual(Set.of(), held.boundary(), "the calls after the step that failed");
    for (long id = 1; id <= 2; id++) {
      requireEqual(FAILED, held.error(id), "the type of the ERROR of call " + id);
    }
    held.run(3, "steps", 1);
    requireEqual(Set.of("c3"), held.boundary(), "the calls of the next step");
    held.release();
    StepRules.requireSteps(1, held.taken(3), 3);
  }

  private static void released(Bench bench) throws Exception {
    HeldSteps held = HeldSteps.of(bench.ready());
    long id = 0;
    for (String action : List.of("steps", "refuse", "fail", "fail-alone", "fail-step", "steps")) {
      held.run(++id, action, STEPS);
      var _ = held.boundary();
      var _ = held.boundary(); // by now it has ended, or goes on
    }
    held.send(FrameType.CANCEL, id);
    held.release();
    for (long each = 1; each <= id; each++) {
      held.ended(each);
    }
    held.run(99, "held", 0);
    requireEqual(Json.of(1), held.value(99), "the number of states that the function holds");
  }
}
