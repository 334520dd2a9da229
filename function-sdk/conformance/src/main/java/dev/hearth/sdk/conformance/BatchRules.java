package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import dev.hearth.sdk.protocol.RunPayload.CallInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Calls that a batch function answers together. */
final class BatchRules {
  private static final int NODE_GONE = 2;
  private static final String COUNT = "{\"do\":\"count\"}";

  private BatchRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "batch.together",
            "gives the function all calls of a RUN at once, and answers each",
            bench -> {
              bench.ready();
              for (int size = 1; size <= Candidate.CALLS_AT_ONCE; size++) {
                batch(bench, COUNT, size);
                for (String answer : answers(bench, size).values()) {
                  requireEqual("{\"value\":" + size + "}", answer, "an answer");
                }
              }
            }),
        new Rule(
            "batch.own-answers",
            "gives each call the answer to its own input",
            bench -> {
              bench.ready().runBatch(List.of(echo(3), echo(1), echo(2)));
              for (var answer : answers(bench, 3).entrySet()) {
                requireEqual("{\"value\":" + answer.getKey() + "}", answer.getValue(), "an answer");
              }
            }),
        alone("invalid-input", "an input that can't be read", "{\"do\":", "value_error"),
        alone("refusal", "a refusal", "{\"do\":\"refuse\",\"text\":\"no\"}", "image_load_error"),
        new Rule(
            "broken.run-beyond-batch",
            "ends with 2 on more calls in a RUN than the descriptor says",
            bench -> {
              batch(bench.ready(), COUNT, Candidate.CALLS_AT_ONCE + 1);
              bench.expectEnd(NODE_GONE);
            }),
        new Rule(
            "broken.run-within-batch",
            "ends with 2 on a RUN before the batch before is answered",
            bench -> {
              bench.ready().run(1, "{\"do\":\"wait\"}");
              var _ = bench.expect(FrameType.PROGRESS, 1);
              bench.run(2, COUNT);
              bench.expectEnd(NODE_GONE);
            }));
  }

  private static Rule alone(String name, String what, String input, String type) {
    return new Rule(
        "batch." + name,
        "answers " + what + " alone, and the others of its batch as usual",
        bench -> {
          bench.ready().runBatch(List.of(echo(1), call(2, input), echo(3)));
          var answers = answers(bench, 3);
          requireEqual(type, answers.get(2L), "the type of the ERROR of call 2");
          requireEqual("{\"value\":1}", answers.get(1L), "the answer of call 1");
          requireEqual("{\"value\":3}", answers.get(3L), "the answer of call 3");
          bench.serves(4);
        });
  }

  private static void batch(Bench bench, String input, int size) throws Exception {
    var calls = new ArrayList<CallInput>();
    for (int id = 1; id <= size; id++) {
      calls.add(call(id, input));
    }
    bench.runBatch(calls);
  }

  private static CallInput call(long id, String input) {
    return new CallInput(id, input.getBytes(StandardCharsets.UTF_8));
  }

  private static CallInput echo(long id) {
    return call(id, "{\"do\":\"echo\",\"value\":" + id + "}");
  }

  /** Outputs, or types of errors, by call id. */
  private static Map<Long, String> answers(Bench bench, int count) throws Exception {
    var answers = new TreeMap<Long, String>();
    while (answers.size() < count) {
      Frame frame = bench.next();
      switch (frame.type()) {
        case RESULT ->
            answers.put(
                frame.callId(),
                Json.parse(Frame.utf8(ResultPayload.decode(frame.payload()).json())).print());
        case ERROR ->
            answers.put(
                frame.callId(), Json.parseObject(Frame.utf8(frame.payload())).string("type"));
        default -> throw new RuleBrokenException(frame.type() + " came, expected an answer");
      }
    }
    return answers;
  }
}
