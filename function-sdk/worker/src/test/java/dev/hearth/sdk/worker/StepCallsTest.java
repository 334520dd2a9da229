package dev.hearth.sdk.worker;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.demo.StepsCodec;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Iterative calls: they join and leave the running batch, and each has its own end. */
@Timeout(120)
class StepCallsTest {
  @TempDir Path folder;

  private TestNode steps() throws IOException {
    return TestNode.ready(folder, StepsCodec.class, "iterative", 4);
  }

  private static String call(String act, int steps) {
    return "{\"act\":\"%s\",\"steps\":%d}".formatted(act, steps);
  }

  /** What each call ended with: its output, or its error's message; progress is left out. */
  private static Map<Long, String> ends(TestNode node, int count) throws IOException {
    var ends = new HashMap<Long, String>();
    while (ends.size() < count) {
      Frame frame = node.next();
      switch (frame.type()) {
        case PROGRESS -> {}
        case RESULT ->
            assertEquals(
                null, ends.put(frame.callId(), text(ResultPayload.decode(frame.payload()))));
        case ERROR ->
            assertEquals(
                null, ends.put(frame.callId(), Json.parseObject(frame.text()).string("message")));
        default -> throw new AssertionError(frame.type());
      }
    }
    return ends;
  }

  private static String end(Map<Long, String> ends, long call) {
    return requireNonNull(ends.get(call), ends::toString);
  }

  private static String text(ResultPayload result) {
    return new String(result.json(), StandardCharsets.UTF_8);
  }

  @Test
  void progressIsToldFromTheFirstToTheLastStep() throws IOException {
    try (TestNode node = steps()) {
      node.run(1, call("go", 3));
      for (int done = 0; done <= 3; done++) {
        JsonObject progress = node.expectJson(FrameType.PROGRESS, 1);
        assertEquals(done, progress.integer("done"));
        assertEquals(3, progress.integer("total"));
      }
      assertEquals(Json.parse("{\"done\":3,\"beside\":0}"), node.expectResult(1));
    }
  }

  /** One batch of steps for all endpoints, each of which reads and writes in its own way. */
  @Test
  void callOfAnotherEndpointJoinsToo() throws IOException {
    try (TestNode node = steps()) {
      node.run(1, call("together", 0));
      node.expectJson(FrameType.PROGRESS, 1);
      node.runBatch("/words", new String[] {"[\"together\",0]"}, 2);
      Map<Long, String> ends = ends(node, 2);
      assertTrue(end(ends, 1L).contains("\"beside\":1}"), ends.toString());
      assertTrue(end(ends, 2L).contains("\"beside\":1,\"endpoint\":\"words\""), ends.toString());
      node.runBatch("/words", new String[] {call("go", 1)}, 3);
      assertEquals("expected an array, found object", end(ends(node, 1), 3));
    }
  }

  /** Each goes on until it has company: alone on its worker it would never end. */
  @Test
  void callJoinsTheOneThatRuns() throws IOException {
    try (TestNode node = steps()) {
      node.run(1, call("together", 0));
      node.expectJson(FrameType.PROGRESS, 1);
      node.run(2, call("together", 0));
      Map<Long, String> ends = ends(node, 2);
      assertTrue(end(ends, 1L).contains("\"beside\":1"), ends.toString());
      assertTrue(end(ends, 2L).contains("\"beside\":1"), ends.toString());
    }
  }

  @Test
  void callsOfDifferentLengthsEachGetTheirSteps() throws IOException {
    try (TestNode node = steps()) {
      node.run(1, call("for ever", 0));
      int[] lengths = {30, 4, 12};
      for (int i = 0; i < 3; i++) {
        node.run(2 + i, call("go", lengths[i]));
      }
      Map<Long, String> ends = ends(node, 3);
      for (int i = 0; i < 3; i++) {
        String end = end(ends, 2L + i);
        assertTrue(end.startsWith("{\"done\":" + lengths[i] + ","), end);
        assertTrue(!end.endsWith("\"beside\":0}"), end);
      }
      node.send(FrameType.CANCEL, 1, "");
      assertEquals("the call was cancelled", ends(node, 1).get(1L));
      node.run(1, call("go", 1)); // the id is free again
      assertEquals("{\"done\":1,\"beside\":0}", ends(node, 1).get(1L));
    }
  }

  @Test
  void callsOfDifferentKeysNeverShareAStep() throws IOException {
    try (TestNode node = TestNode.start(folder)) {
      node.expect(FrameType.HELLO);
      node.load(StepsCodec.class.getName(), "iterative", 4, "\"size\"");
      node.expect(FrameType.READY);
      node.run(1, "{\"act\":\"for ever\",\"steps\":0,\"size\":1}");
      node.run(2, "{\"act\":\"go\",\"steps\":5,\"size\":2}");
      node.run(3, "{\"act\":\"go\",\"steps\":5,\"size\":1}");
      Map<Long, String> ends = ends(node, 2);
      assertEquals("{\"done\":5,\"beside\":0}", ends.get(2L));
      assertEquals("{\"done\":5,\"beside\":1}", ends.get(3L));
    }
  }

  @Test
  void inputThatCannotBeReadIsTheCallersFaultAlsoWhereThereAreKeys() throws IOException {
    try (TestNode node = TestNode.start(folder)) {
      node.expect(FrameType.HELLO);
      node.load(StepsCodec.class.getName(), "iterative", 4, "\"size\"");
      node.expect(FrameType.READY);
      node.run(1, "{\"act\":");
      JsonObject error = node.expectJson(FrameType.ERROR, 1);
      assertEquals("value_error", error.string("type"));
      node.run(2, call("go", 1));
      assertEquals("{\"done\":1,\"beside\":0}", ends(node, 1).get(2L));
    }
  }

  @Test
  void callWithoutStepsIsFinishedAtOnce() throws IOException {
    try (TestNode node = steps()) {
      node.run(1, call("go", 0));
      assertEquals(0, node.expectJson(FrameType.PROGRESS, 1).integer("total"));
      assertEquals(Json.parse("{\"done\":0,\"beside\":-1}"), node.expectResult(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no begin", "no finish"})
  void failureOfBeginOrFinishIsOfThatCallAlone(String act) throws IOException {
    try (TestNode node = steps()) {
      node.run(1, call("for ever", 0));
      node.run(2, call(act, 2));
      assertEquals("IllegalStateException: " + act, ends(node, 1).get(2L));
      node.run(3, call("go", 5));
      assertEquals("{\"done\":5,\"beside\":1}", ends(node, 1).get(3L));
    }
  }

  @Test
  void failureOfAStepIsOfAllItsCalls() throws IOException {
    try (TestNode node = steps()) {
      node.run(1, call("for ever", 0));
      node.expectJson(FrameType.PROGRESS, 1);
      node.run(2, call("throw", 3));
      Map<Long, String> ends = ends(node, 2);
      assertEquals("IllegalStateException: whole step", ends.get(1L));
      assertEquals("IllegalStateException: whole step", ends.get(2L));
      node.run(3, call("go", 1));
      assertEquals("{\"done\":1,\"beside\":0}", ends(node, 1).get(3L));
    }
  }

  @Test
  void callThatTheFunctionFailsLeavesTheRestAlone() throws IOException {
    try (TestNode node = steps()) {
      node.run(1, call("for ever", 0));
      node.run(2, call("fail", 3));
      node.run(3, call("stand still", 3));
      Map<Long, String> ends = ends(node, 2);
      assertEquals("this one", ends.get(2L));
      assertEquals("a step left the call at 0 of 3", ends.get(3L));
      node.run(4, call("go", 2));
      assertEquals("{\"done\":2,\"beside\":1}", ends(node, 1).get(4L));
    }
  }

  @Test
  void everyStateIsReleasedOnceAndThenTheFunctionTornDown() throws Exception {
    try (TestNode node = steps()) {
      node.run(1, call("for ever", 0));
      node.run(2, call("no finish", 1));
      node.run(3, call("fail", 1));
      node.run(4, call("no release", 1));
      Map<Long, String> ends = ends(node, 3);
      assertEquals("{\"done\":1,\"beside\":", end(ends, 4L).substring(0, 19));
      node.send(FrameType.DRAIN, 0, "");
      node.send(FrameType.CANCEL, 1, "");
      ends(node, 1);
      assertEquals(0, node.exitCode());
      List<String> printed = node.logs().stream().filter(line -> line.contains("STDOUT")).toList();
      assertEquals(
          List.of(
              "0 STDOUT released fail",
              "0 STDOUT released for ever",
              "0 STDOUT released no finish",
              "0 STDOUT released no release",
              "0 STDOUT torn down"),
          printed.stream().sorted().toList());
      assertEquals("0 STDOUT torn down", printed.getLast());
      assertTrue(
          node.logs().stream().anyMatch(line -> line.startsWith("0 INFO release failed: ")),
          node.logs().toString());
    }
  }

  @Test
  void callBeyondTheBatchBreaksTheProtocol() throws Exception {
    try (TestNode node = steps()) {
      for (int id = 1; id <= 5; id++) {
        node.run(id, call("for ever", 0));
      }
      assertEquals(2, node.process().waitFor());
    }
  }
}
