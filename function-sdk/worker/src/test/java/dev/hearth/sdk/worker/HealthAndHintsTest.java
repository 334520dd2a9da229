package dev.hearth.sdk.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.demo.ContractCodec;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.Hints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code FunctionShape} promises of {@code checkHealth} and {@code hints}, in each shape. */
@Timeout(120)
class HealthAndHintsTest {
  @TempDir Path folder;

  private TestNode ready(String shape, int callsAtOnce) throws IOException {
    return TestNode.ready(folder, codec(shape), shape, callsAtOnce);
  }

  private static Class<?> codec(String shape) {
    return switch (shape) {
      case "unary" -> ContractCodec.Unary.class;
      case "batch" -> ContractCodec.Batch.class;
      default -> ContractCodec.Iterative.class;
    };
  }

  private static void act(TestNode node, long id, String act) throws IOException {
    node.run(id, "{\"act\":\"%s\",\"steps\":0}".formatted(act));
  }

  private static JsonObject check(TestNode node) throws IOException {
    node.send(FrameType.CHECK, 0, "");
    return node.expectJson(FrameType.HEALTH, 0);
  }

  private static String endOf(TestNode node, long id) throws IOException {
    return ShapeContractTest.ends(node, 1).getOrDefault(id, "none of call " + id);
  }

  @Test
  void workerAnnouncesThatItTakesChecks() throws Exception {
    try (TestNode node = TestNode.start(folder)) {
      JsonObject hello = node.expectJson(FrameType.HELLO, 0);
      assertEquals("[\"CHECK\"]", hello.require("takes").print());
    }
  }

  @ParameterizedTest
  @CsvSource({"unary,1", "batch,3", "iterative,3"})
  void checkRunsOnAThreadOfTheFunctionBetweenCalls(String shape, int callsAtOnce) throws Exception {
    try (TestNode node = ready(shape, callsAtOnce)) {
      assertEquals("{\"healthy\":true}", check(node).print());
      act(node, 1, "answer");
      endOf(node, 1);
      assertEquals("{\"healthy\":true}", check(node).print());
      List<String> printed = ShapeContractTest.drained(node);
      assertEquals(2, printed.stream().filter("t0 checkHealth"::equals).count(), printed::toString);
    }
  }

  @Test
  void failedCheckIsToldWithItsStackAndTheWorkerGoesOn() throws Exception {
    try (TestNode node = ready("unary", 2)) {
      act(node, 1, "spoil");
      endOf(node, 1);
      JsonObject health = check(node);
      assertFalse(health.require("healthy").asBoolean());
      assertEquals("IllegalStateException: the device is gone", health.string("message"));
      String stack = health.string("stack");
      assertTrue(stack.contains("ContractUnary.checkHealth"), stack);
      assertFalse(stack.contains("HealthReply"), stack);
      act(node, 1, "mend");
      endOf(node, 1);
      assertTrue(check(node).require("healthy").asBoolean());
    }
  }

  @Test
  void checkThatNeverEndsKeepsNobodyFromEndingTheWorker() throws Exception {
    try (TestNode node = ready("unary", 1)) {
      act(node, 1, "stick");
      endOf(node, 1);
      node.send(FrameType.CHECK, 0, "");
      ShapeContractTest.awaitPrinted(node, lines -> lines.contains("t0 checkHealth"));
      node.closeSocket();
      assertEquals(ExitCode.NODE_GONE.status(), node.process().waitFor());
    }
  }

  @Test
  void drainBehindACheckWaitsForItsAnswer() throws Exception {
    try (TestNode node = ready("batch", 2)) {
      node.send(FrameType.CHECK, 0, "");
      node.send(FrameType.DRAIN, 0, "");
      assertTrue(node.expectJson(FrameType.HEALTH, 0).require("healthy").asBoolean());
      assertEquals(0, node.exitCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"another check", "a call", "run meanwhile", "after drain", "payload"})
  void checksThatANodeDoesNotSendEndTheWorker(String how) throws Exception {
    try (TestNode node = ready("unary", 2)) {
      switch (how) {
        case "a call" -> act(node, 1, "wait");
        case "after drain" -> {
          act(node, 1, "wait");
          node.send(FrameType.DRAIN, 0, "");
        }
        case "another check", "run meanwhile" -> {
          act(node, 1, "stick");
          endOf(node, 1);
          node.send(FrameType.CHECK, 0, "");
        }
        default -> {}
      }
      if (how.equals("run meanwhile")) {
        act(node, 2, "answer");
      } else {
        node.send(FrameType.CHECK, 0, how.equals("payload") ? "x" : "");
      }
      assertEquals(ExitCode.NODE_GONE.status(), node.exitCode());
    }
  }

  private static List<String> hints(TestNode node) throws IOException {
    return Hints.decode(node.expect(FrameType.HINTS).payload()).words();
  }

  private TestNode withHints(String hints, boolean taken) throws IOException {
    TestNode node = TestNode.start(folder, "-Dhints=" + hints);
    node.expect(FrameType.HELLO);
    if (!taken) {
      node.takesNothingMore();
    }
    node.load(ContractCodec.Unary.class.getName(), "unary", 1);
    return node;
  }

  @Test
  void hintsOfSetUpAreToldBeforeReady() throws Exception {
    try (TestNode node = withHints("base lora:a", true)) {
      assertEquals(List.of("base", "lora:a"), hints(node));
      node.expect(FrameType.READY);
    }
  }

  @Test
  void hintsBeyondTheirBoundsFailTheStart() throws Exception {
    try (TestNode node = withHints("a,b", true)) {
      assertTrue(node.expectError(0).string("message").contains("without comma"));
      assertEquals(ExitCode.FUNCTION_FAILED.status(), node.exitCode());
    }
  }

  @Test
  void nodeThatTakesNoHintsIsToldNone() throws Exception {
    try (TestNode node = withHints("base", false)) {
      node.expect(FrameType.READY);
      act(node, 1, "hint other");
      assertEquals(Json.parse("{\"act\":\"hint other\",\"steps\":0}"), node.expectResult(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"unary,1", "batch,3", "iterative,3"})
  void changedHintsAreToldBeforeTheAnswerAndUnchangedOnesNot(String shape, int callsAtOnce)
      throws Exception {
    try (TestNode node = ready(shape, callsAtOnce)) {
      act(node, 1, "hint lora:a lora:b");
      assertEquals(List.of("lora:a", "lora:b"), hintsBeforeResult(node));
      act(node, 2, "answer");
      assertEquals(List.of("none"), hintsBeforeResult(node));
      act(node, 3, "hint");
      assertEquals(List.of(), hintsBeforeResult(node));
    }
  }

  /** The hints that came before a result; one word "none" if there were none. */
  private static List<String> hintsBeforeResult(TestNode node) throws IOException {
    List<String> heard = List.of("none");
    while (true) {
      var frame = node.next();
      if (frame.type() == FrameType.RESULT) {
        return heard;
      }
      if (frame.type() == FrameType.HINTS) {
        heard = Hints.decode(frame.payload()).words();
      }
    }
  }

  @Test
  void wrongHintsAreLoggedAndTheCallIsAnsweredAllTheSame() throws Exception {
    try (TestNode node = ready("unary", 1)) {
      act(node, 1, "hint good");
      assertEquals(List.of("good"), hintsBeforeResult(node));
      act(node, 2, "hint a,b");
      assertEquals(List.of("none"), hintsBeforeResult(node));
      String told = "0 ERROR hints are left as they were: IllegalArgumentException: hint \"a,b\"";
      assertTrue(node.logs().stream().anyMatch(line -> line.startsWith(told)), node::toString);
    }
  }
}
