package dev.hearth.sdk.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.json.Json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker that breaks a rule fails the kit, by that rule. */
@Execution(ExecutionMode.CONCURRENT)
class FaultyWorkerTest {
  /** A fault is often that something never comes, which the kit has to wait for. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @ParameterizedTest
  @CsvSource({
    "speaks-version-2,handshake.hello",
    "is-never-ready,handshake.ready",
    "is-ready-twice,call.one",
    "says-nothing-of-failed-set-up,set-up.fails",
    "knows-all-members-of-load,handshake.unknown-members",
    "takes-any-bytes-for-text,handshake.load-not-utf-8",
    "takes-any-bytes-for-text,call.invalid-not-utf-8",
    "puts-scratch-elsewhere,set-up.scratch",
    "answers-twice,call.many",
    "never-answers,call.one",
    "answers-another-call,call.one",
    "talks-after-the-answer,call.many",
    "sends-nan,call.output-unwritable",
    "fails-on-invalid-input,call.invalid-not-json",
    "blames-the-function,call.refused",
    "forgets-the-field,call.refused",
    "invents-an-error-type,call.refused",
    "forgets-units,call.metered",
    "runs-one-at-a-time,concurrency.beside-each-other",
    "cuts-logs-anywhere,log.long",
    "sends-long-logs,log.long",
    "drops-logs-silently,log.flood",
    "forgets-level,log.levels",
    "drops-progress,progress",
    "drops-partials,emit",
    "counts-files-from-1,file.one",
    "never-ends-files,file.one",
    "sends-long-pieces,file.pieces",
    "corrupts-files,file.one",
    "ignores-cancel,cancel.during",
    "dies-of-unknown-cancel,cancel.unknown",
    "remembers-cancels,cancel.crossing",
    "drains-at-once,drain.running",
    "never-drains,drain.idle",
    "forgets-tear-down,drain.idle",
    "forgets-tear-down,drain.tear-down-fails",
    "exits-otherwise,drain.idle",
    "exits-otherwise,start.no-socket",
    "exits-otherwise,set-up.fails",
    "takes-any-frame,broken.run-before-ready",
    "takes-any-frame,broken.run-of-0",
    "takes-any-frame,broken.load",
    "takes-any-frame,broken.drain-twice",
    "takes-any-frame,broken.run-beyond-concurrency",
    "takes-any-frame,broken.park-of-a-call",
    "waits-for-whole-frames,broken.length-0",
    "waits-for-whole-frames,broken.length-huge",
    "outlives-its-node,end.idle",
    "outlives-its-node,end.running",
    "outlives-its-node,health.stuck",
    "never-tells-its-health,health.well",
    "never-tells-its-health,health.drain",
    "is-always-ill,health.well",
    "is-always-well,health.ill",
    "says-not-why-it-is-ill,health.ill",
    "tells-its-health-twice,health.well",
    "ends-when-it-is-ill,health.ill",
    "waits-for-its-check,health.stuck",
    "takes-any-frame,broken.check-payload",
    "takes-any-frame,broken.check-of-a-call",
    "takes-any-frame,broken.check-beside-a-call",
    "takes-any-frame,broken.check-twice",
    "takes-any-frame,broken.run-beside-a-check",
    "takes-any-frame,broken.check-before-ready",
    "drops-hints,hints.set-up",
    "drops-hints,hints.changed",
    "repeats-hints,hints.changed",
    "hints-too-late,hints.set-up",
    "hints-too-late,hints.changed",
    "hints-uninvited,hints.not-taken",
    "hints-anything,hints.wrong-comma",
    "hints-anything,hints.wrong-space",
    "hints-anything,hints.wrong-empty",
    "hints-anything,hints.wrong-other",
    "hints-anything,hints.wrong-long",
    "hints-anything,hints.wrong-many",
    "forgets-the-call-of-wrong-hints,hints.wrong-comma",
  })
  void isNoticed(String fault, String rule) throws Exception {
    assertNoticed(Shape.UNARY, rule, "faulty_worker.py", fault);
  }

  @ParameterizedTest
  @CsvSource({
    "shuffles-batches,batch.own-answers",
    "splits-batches,batch.together",
    "fails-whole-batches,batch.invalid-input",
    "takes-any-frame,broken.run-beyond-batch",
  })
  void isNoticedInBatches(String fault, String rule) throws Exception {
    assertNoticed(Shape.BATCH, rule, "faulty_worker.py", fault, "--batch");
  }

  @ParameterizedTest
  @CsvSource({
    "drops-progress,step.progress",
    "sends-partials-late,step.progress",
    "lets-nobody-join,step.joins",
    "answers-when-all-are-done,step.leaves",
    "steps-before-it-looks,step.none",
    "mixes-keys,step.keys",
    "steps-each-endpoint-alone,step.endpoints",
    "forgets-places,step.place-is-free-again",
    "fails-all-who-run-on-a-refusal,step.invalid-input",
    "fails-all-who-run-on-a-refusal,step.refusal",
    "fails-all-who-run-on-a-failure,step.failure",
    "fails-all-with-one,step.failed-state",
    "steps-for-ever,step.stands-still",
    "fails-one-for-all,step.failed-step",
    "never-releases,step.released",
    "steps-on-after-cancel,cancel.between-steps",
    "begins-withdrawn-calls,cancel.before-begin",
    "takes-any-frame,broken.run-beyond-batch",
    "takes-any-frame,broken.run-of-two",
    "never-parks,park.moves-off",
    "parks-without-a-word,park.moves-off",
    "resumes-from-the-start,park.resumes",
    "counts-parked-calls,park.makes-room",
    "begins-parked-calls,park.before-begin",
    "looks-between-steps-only,park.idle",
    "dies-of-unknown-park,park.again",
    "remembers-parks,park.again",
    "keeps-parked-calls,park.cancel",
    "never-releases,park.cancel",
    "drains-without-the-parked,park.drain",
    "drains-all-at-once,park.drain",
    "fails-all-who-run-on-a-failure,park.fails",
    "fails-all-who-run-on-a-failure,park.resume-fails",
    "takes-any-frame,broken.park-of-0",
    "takes-any-frame,broken.resume-payload",
    "takes-any-frame,broken.resume-beyond-batch",
  })
  void isNoticedInSteps(String fault, String rule) throws Exception {
    assertNoticed(Shape.ITERATIVE, rule, "faulty_steps.py", fault);
  }

  /** The very same rule passes without the fault, so it is the fault that fails it. */
  private static void assertNoticed(Shape shape, String name, String script, String... arguments)
      throws Exception {
    Rule rule =
        Kit.rules(shape).stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no rule " + name));
    var candidate =
        new Candidate(
            Python.script(script, arguments), shape, JsonObject.builder().build(), PATIENCE);
    Verdict verdict = Kit.check(rule, candidate);
    assertFalse(verdict.passed(), name + " passes");
    assertFalse(verdict.reason().contains("Traceback"), verdict.reason());
    assertTrue(verdict.reason().length() > 10, verdict.reason());
  }
}
