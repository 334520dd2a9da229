package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;
import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.protocol.FrameType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Calls of an iterative function that leave the batch for a while. */
final class ParkRules {
  private static final int NODE_GONE = 2;
  private static final int STEPS = 9;
  private static final String FAILED = "internal_server_error";
  private static final Json PARKED = Json.of("parked");
  private static final Json RESUMED = Json.of("resumed");

  private ParkRules() {}

  static List<Rule> all() {
    var rules = new ArrayList<>(parked());
    rules.addAll(ended());
    rules.addAll(broken());
    return rules;
  }

  /** For workers whose calls can't be parked. */
  static Rule refused() {
    return new Rule(
        "broken.park-of-a-call",
        "ends with 2 on a PARK, as its function isn't iterative",
        bench -> {
          ConcurrencyRules.hold(bench.ready(), 1);
          bench.send(FrameType.PARK, 1, "");
          bench.expectEnd(NODE_GONE);
        });
  }

  private static List<Rule> parked() {
    return List.of(
        new Rule(
            "park.moves-off",
            "moves a call off the device before the next step, and steps it no more",
            bench -> {
              HeldSteps held = withCalls(bench, 1);
              park(held, 1);
              requireEqual(Set.of(), held.boundary(), "the calls of the next step");
            }),
        new Rule(
            "park.resumes",
            "moves it back on RESUME, and goes on where it stood",
            bench -> {
              HeldSteps held = withCalls(bench, 1);
              park(held, 1);
              resume(held, 1);
              held.release();
              StepRules.requireSteps(STEPS, held.taken(1), 1);
            }),
        new Rule("park.makes-room", "takes a call in its place at once", ParkRules::makesRoom),
        new Rule(
            "park.before-begin",
            "has a call that is parked before it has begun wait with that",
            bench -> {
              HeldSteps held = HeldSteps.of(bench.ready());
              held.run(1, "steps", STEPS);
              held.send(FrameType.PARK, 1);
              requireEqual(Set.of(), held.boundary(), "the calls of the next step");
              require(held.isSilent(1), "the call has begun");
              held.send(FrameType.RESUME, 1);
              requireEqual(Set.of("c1"), held.boundary(), "the calls of the next step");
              held.release();
              StepRules.requireSteps(STEPS, held.taken(1), 1);
            }),
        new Rule(
            "park.idle",
            "parks and resumes also while it has nothing else to do",
            bench -> {
              HeldSteps held = idleWithOneParked(bench);
              held.send(FrameType.RESUME, 1);
              requireEqual(RESUMED, held.partial(1), "what the call says");
              StepRules.requireSteps(STEPS, held.taken(1), 1);
            }),
        new Rule(
            "park.again", "ignores what it knows, or what crossed an answer", ParkRules::again));
  }

  private static List<Rule> ended() {
    return List.of(
        new Rule(
            "park.cancel",
            "ends a parked call that is withdrawn, without moving it back",
            bench -> {
              HeldSteps held = idleWithOneParked(bench);
              held.send(FrameType.CANCEL, 1);
              held.ended(1);
              held.run(2, "held", 0);
              requireEqual(Json.of(1), held.value(2), "the number of states that it holds");
            }),
        new Rule("park.drain", "finishes parked calls when it is drained", ParkRules::drain),
        new Rule(
            "park.fails",
            "fails a call alone that can't be moved off",
            bench -> {
              HeldSteps held = withCalls(bench, 1);
              held.run(2, "fail-park", STEPS);
              requireEqual(Set.of("c1", "c2"), held.boundary(), "the calls of the next step");
              held.send(FrameType.PARK, 2);
              requireEqual(Set.of("c1"), held.boundary(), "the calls of the next step");
              requireEqual(FAILED, held.error(2), "the type of the ERROR of call 2");
            }),
        new Rule(
            "park.resume-fails",
            "fails a call alone that can't be moved back",
            bench -> {
              HeldSteps held = withCalls(bench, 1);
              held.run(2, "fail-resume", STEPS);
              requireEqual(Set.of("c1", "c2"), held.boundary(), "the calls of the next step");
              park(held, 2);
              held.send(FrameType.RESUME, 2);
              requireEqual(Set.of("c1"), held.boundary(), "the calls of the next step");
              requireEqual(FAILED, held.error(2), "the type of the ERROR of call 2");
            }));
  }

  private static List<Rule> broken() {
    var rules = new ArrayList<Rule>();
    for (FrameType type : List.of(FrameType.PARK, FrameType.RESUME)) {
      String word = type.name().toLowerCase(java.util.Locale.ROOT);
      rules.add(broken(word + "-of-0", type + " with id 0", bench -> bench.send(type, 0, "")));
      rules.add(
          broken(word + "-payload", type + " with a payload", bench -> bench.send(type, 1, "x")));
    }
    rules.add(
        broken(
            "resume-beyond-batch",
            "a RESUME for which there is no place",
            bench -> {
              HeldSteps held = HeldSteps.of(bench);
              held.run(1, "steps", STEPS);
              held.send(FrameType.PARK, 1);
              for (int id = 2; id <= Candidate.CALLS_AT_ONCE; id++) {
                held.run(id, "steps", STEPS);
              }
              held.send(FrameType.RESUME, 1);
            }));
    return rules;
  }

  private static Rule broken(String name, String what, Rule.Check sending) {
    return new Rule(
        "broken." + name,
        "ends with 2 on " + what,
        bench -> {
          sending.with(bench.ready());
          bench.expectEnd(NODE_GONE);
        });
  }

  /** Calls with ids from 1 that are in the step that is held. */
  private static HeldSteps withCalls(Bench bench, int count) throws Exception {
    HeldSteps held = HeldSteps.of(bench.ready());
    for (int id = 1; id <= count; id++) {
      held.run(id, "steps", STEPS);
    }
    requireEqual(count, held.boundary().size(), "the number of calls of the next step");
    return held;
  }

  private static void park(HeldSteps held, long id) throws Exception {
    held.send(FrameType.PARK, id);
    boolean stepped = held.boundary().contains("c" + id);
    require(!stepped, "a call is stepped that was parked");
    requireSays(held, id, PARKED);
  }

  private static void resume(HeldSteps held, long id) throws Exception {
    held.send(FrameType.RESUME, id);
    boolean stepped = held.boundary().contains("c" + id);
    require(stepped, "a call isn't stepped that was resumed");
    requireSays(held, id, RESUMED);
  }

  private static void requireSays(HeldSteps held, long id, Json word) throws Exception {
    requireEqual(word, held.partial(id), "what the call says");
  }

  private static HeldSteps idleWithOneParked(Bench bench) throws Exception {
    HeldSteps held = withCalls(bench, 1);
    held.send(FrameType.PARK, 1);
    held.release();
    requireSays(held, 1, PARKED);
    held.run(9, "steps", 1);
    StepRules.requireSteps(1, held.taken(9), 9);
    return held;
  }

  private static void makesRoom(Bench bench) throws Exception {
    HeldSteps held = withCalls(bench, 2);
    held.send(FrameType.PARK, 1);
    held.run(3, "steps", STEPS);
    requireEqual(Set.of("c2", "c3"), held.boundary(), "the calls of the next step");
    requireSays(held, 1, PARKED);
    held.release();
    StepRules.requireSteps(STEPS, held.taken(3), 3);
  }

  private static void again(Bench bench) throws Exception {
    HeldSteps held = withCalls(bench, 1);
    for (FrameType type : List.of(FrameType.PARK, FrameType.RESUME)) {
      held.send(type, 77); // never given
      held.send(FrameType.RESUME, 1); // runs already
    }
    park(held, 1);
    held.send(FrameType.PARK, 1);
    requireEqual(Set.of(), held.boundary(), "the calls of the next step");
    resume(held, 1);
    held.release();
    StepRules.requireSteps(STEPS, held.taken(1), 1);
    held.send(FrameType.PARK, 1);
    held.run(1, "steps", 1);
    StepRules.requireSteps(1, held.taken(1), 1);
  }

  /** More calls are parked than the batch has places. */
  private static void drain(Bench bench) throws Exception {
    HeldSteps held = withCalls(bench, 2);
    int last = 2 + Candidate.CALLS_AT_ONCE;
    for (long id = 1; id <= last; id++) {
      if (id > 2) {
        held.run(id, "steps", STEPS);
      }
      held.send(FrameType.PARK, id);
    }
    held.send(FrameType.DRAIN, 0);
    held.release();
    for (long id = 1; id <= 2; id++) {
      requireSays(held, id, PARKED);
      requireSays(held, id, RESUMED);
    }
    for (long id = 1; id <= last; id++) {
      StepRules.requireSteps(STEPS, held.taken(id), id);
    }
    bench.expectEnd(0);
  }
}
