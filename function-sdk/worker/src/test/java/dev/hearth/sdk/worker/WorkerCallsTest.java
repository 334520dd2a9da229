package dev.hearth.sdk.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.demo.EchoCodec;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a unary function: exactly one answer each, and nothing after it. */
@Timeout(120)
class WorkerCallsTest {
  private static final String OBSTINATE = "dev.hearth.sdk.demo.ObstinateCodec";

  @TempDir Path folder;

  private TestNode obstinate(String... jvmOptions) throws IOException {
    TestNode node = TestNode.start(folder, jvmOptions);
    node.expect(FrameType.HELLO);
    node.load(OBSTINATE, "unary", 3);
    node.expect(FrameType.READY);
    return node;
  }

  private static String act(String act) {
    return "{\"act\":\"" + act + "\"}";
  }

  /** Proves that the worker is unharmed. */
  private static void assertServes(TestNode node, long callId) throws IOException {
    node.run(callId, "{\"act\":\"answer\",\"text\":\"fine\"}");
    assertEquals("fine", node.expectResult(callId).asObject().string("text"));
  }

  @Test
  void answersThroughTheGeneratedCodec() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(Long.MAX_VALUE, "{\"act\":\"answer\",\"text\":\"größer 🙂\"}");
      ResultPayload payload = node.expectPayload(Long.MAX_VALUE);
      assertEquals(
          "{\"text\":\"größer 🙂\",\"number\":0.0,\"files\":[]}",
          new String(payload.json(), UTF_8));
      assertEquals(ResultPayload.NOT_METERED, payload.meteredMicroUnits());
      node.run(2, "{\"act\":\"meter\",\"number\":1500000}");
      assertEquals(1_500_000, node.expectPayload(2).meteredMicroUnits());
    }
  }

  @Test
  void eachEndpointReadsRunsAndWritesInItsOwnWay() throws IOException {
    try (TestNode node = TestNode.ready(folder, EchoCodec.class, "unary", 1)) {
      node.runBatch("/length", new String[] {"\"four\""}, 1);
      assertEquals(Json.of(4), node.expectResult(1));
      node.run(2, "\"four\"");
      assertEquals(Json.of("four"), node.expectResult(2));
      node.runBatch("/length", new String[] {"4"}, 3);
      assertEquals(
          "expected a string, found number", node.expectJson(FrameType.ERROR, 3).string("message"));
    }
  }

  @Test
  void jsonComesBackAsItWas() throws IOException {
    String text =
        "{\"a\":[1.50,-0,1E+400,null,true,\"\\u0000\\ud800\"],\"a b\":{},\"\":\""
            + "x".repeat(3 << 20)
            + "\"}";
    try (TestNode node = TestNode.ready(folder, EchoCodec.class, "unary", 1)) {
      node.run(1, text);
      assertEquals(Json.parse(text), node.expectResult(1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "{\"act\":1}", "", "{", "{\"act\":\"answer\",\"number\":1e30}"})
  void inputThatCannotBeReadIsTheCallersFault(String input) throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, input);
      JsonObject error = node.expectError(1);
      assertEquals(422, error.integer("status"));
      assertEquals("value_error", error.string("type"));
      assertEquals(
          "[\"body\"]", error.array("fields").getFirst().asObject().require("loc").print());
      assertTrue(error.get("stack").isEmpty());
      assertServes(node, 2);
    }
  }

  @Test
  void refusalKeepsItsCodeAndFields() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, act("refuse"));
      assertEquals(
          Json.parse(
              """
              {"status":422,"type":"image_load_error","message":"broken","fields":
               [{"loc":["body","image_url"],"msg":"broken","type":"image_load_error"}]}
              """),
          node.expectError(1));
      node.run(2, act("refuse oddly"));
      assertEquals(16 << 10, node.expectError(2).string("message").length());
    }
  }

  @Test
  void exceptionIsTheFunctionsOwnFailure() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, "{\"act\":\"throw\",\"text\":\"on purpose\"}");
      JsonObject error = node.expectError(1);
      assertEquals(500, error.integer("status"));
      assertEquals("internal_server_error", error.string("type"));
      assertEquals("IllegalStateException: on purpose", error.string("message"));
      String frames =
          "(\tat dev\\.hearth\\.sdk\\.demo\\.Obstinate\\.run\\(Obstinate\\.java:\\d+\\)\n)+";
      String stack = error.string("stack");
      assertTrue(
          stack.matches(
              "java\\.lang\\.IllegalStateException: on purpose\n"
                  + frames
                  + "Caused by: java\\.io\\.IOException: the cause\n"
                  + frames),
          stack);
    }
  }

  @Test
  void exceptionThatCannotBeReadIsAnsweredToo() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, act("throw hostile"));
      assertEquals("dev.hearth.sdk.demo.Obstinate$Hostile", node.expectError(1).string("message"));
      assertServes(node, 2);
    }
  }

  @Test
  void overflownStackFailsItsCallOnly() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, act("recurse"));
      assertEquals("StackOverflowError", node.expectError(1).string("message"));
      assertServes(node, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "exhaust,OutOfMemoryError: Java heap space",
    "exhaust elsewhere,IllegalStateException: wrapped"
  })
  void fullHeapIsAnsweredAndEndsTheWorker(String act, String message) throws Exception {
    try (TestNode node = obstinate("-Xmx48m")) {
      node.run(1, act(act));
      assertEquals(message, node.expectError(1).string("message"));
      assertEquals(3, node.exitCode());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | the function returned no output",
        "null field | the output can't be written: NullPointerException: output field \"text\" is"
            + " null",
        "nan | the output can't be written: IllegalArgumentException: JSON has no number NaN",
        "huge | the output has 34603043 bytes as JSON, allowed are 33554424",
      })
  void outputThatCannotBeSentIsInvalid(String act, String message) throws IOException {
    try (TestNode node = obstinate("-Xmx512m")) {
      node.run(1, act(act));
      JsonObject error = node.expectError(1);
      assertEquals(500, error.integer("status"));
      assertEquals("invalid_output", error.string("type"));
      assertEquals(message, error.string("message"));
      assertServes(node, 2);
    }
  }

  @Test
  void outputNestedTooDeepIsInvalid() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, act("deep"));
      assertEquals("invalid_output", node.expectError(1).string("type"));
      assertServes(node, 2);
    }
  }

  @Test
  void callThatWasFailedHasNoOtherAnswer() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, act("fail"));
      JsonObject error = node.expectError(1);
      assertEquals("image_too_large", error.string("type"));
      assertEquals("first", error.string("message"));
      assertServes(node, 2);
      assertFalse(node.logs().contains("1 INFO unheard"));
    }
  }

  @Test
  void logsAndProgressCarryTheCall() throws IOException {
    try (TestNode node = obstinate()) {
      String text = "ü".repeat(9_000) + "🙂";
      node.run(7, "{\"act\":\"talk\",\"text\":\"" + text + "\"}");
      assertEquals(Json.parse("{\"done\":1,\"total\":4}"), node.expectJson(FrameType.PROGRESS, 7));
      node.expectResult(7);
      List<String> logs = node.logs();
      assertTrue(logs.containsAll(List.of("7 DEBUG d", "7 WARN w", "7 ERROR e")), logs.toString());
      assertTrue(logs.contains("7 INFO " + "ü".repeat(8_192)), "cut to 16 KiB");
    }
  }

  @Test
  void partialOutputsAreSent() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, "{\"act\":\"emit\",\"number\":1}");
      assertEquals("[1]", node.expect(FrameType.EMIT).text());
      assertEquals("partial", node.expectJson(FrameType.EMIT, 1).string("text"));
      assertEquals(
          "IllegalArgumentException / IllegalArgumentException",
          node.expectResult(1).asObject().string("text"));
    }
  }

  @Test
  void cancelReachesTheCallAndIsIgnoredAfterIt() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, act("wait for cancel"));
      node.awaitLog("1 INFO waiting"::equals);
      node.send(FrameType.CANCEL, 99, "");
      node.send(FrameType.CANCEL, 1, "");
      assertEquals("cancelled", node.expectResult(1).asObject().string("text"));
      node.send(FrameType.CANCEL, 1, "");
      assertServes(node, 2);
    }
  }

  @Test
  void callsRunAtOnceUpToTheConcurrency() throws IOException {
    try (TestNode node = obstinate()) {
      for (int id = 1; id <= 3; id++) {
        node.run(id, act("meet"));
      }
      Set<Long> answered = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        Frame frame = node.expect(FrameType.RESULT);
        answered.add(frame.callId());
      }
      assertEquals(Set.of(1L, 2L, 3L), answered);
    }
  }

  @Test
  void interruptsOfTheFunctionDoNotCloseTheSocket() throws IOException {
    try (TestNode node = obstinate()) {
      for (int id = 1; id <= 4; id++) {
        node.run(id, act("interrupt"));
        assertArrayEquals(new byte[1], node.expectFile(id, 0));
        assertEquals(
            "false true",
            node.expectResult(id).asObject().string("text"),
            "kept for the function, gone for the next call");
        assertTrue(node.logs().contains(id + " INFO interrupted"));
      }
      node.run(9, act("interrupt others"));
      node.expectResult(9);
      assertEquals(
          200, node.logs().stream().filter(line -> line.startsWith("9 INFO other")).count());
    }
  }

  @Test
  void standardStreamsBecomeLogLines() throws IOException {
    try (TestNode node = obstinate()) {
      String text = "one\\r\\n\\ntwo ü\\n" + "l".repeat(20_000) + "\\nopen";
      node.run(1, "{\"act\":\"print\",\"text\":\"" + text + "\"}");
      node.expectResult(1);
      node.run(2, "{\"act\":\"print\",\"text\":\" end\\n\"}");
      node.expectResult(2);
      assertEquals(
          List.of(
              "0 STDOUT one",
              "0 STDOUT ",
              "0 STDOUT two ü",
              "0 STDOUT " + "l".repeat(16_384),
              "0 STDOUT " + "l".repeat(20_000 - 16_384),
              "0 STDERR an error",
              "0 STDOUT open end",
              "0 STDERR an error"),
          node.logs().stream().filter(line -> line.contains(" STD")).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flood", "flood call"})
  void floodOfLinesIsBoundedAndTold(String act) throws Exception {
    try (TestNode node = obstinate()) {
      node.run(1, "{\"act\":\"" + act + "\",\"number\":64}");
      node.expectResult(1);
      assertServes(node, 2);
      node.send(FrameType.DRAIN, 0, ""); // what was dropped last may be told after the answers
      assertEquals(0, node.exitCode());
      List<String> logs = node.logs();
      long sent = logs.stream().filter(line -> line.length() > 1_000).count();
      assertTrue(sent > 500 && sent < 32 << 10, sent + " of 65536 lines");
      long told =
          logs.stream()
              .filter(line -> line.endsWith("log lines were left out: they came too fast"))
              .mapToLong(line -> Long.parseLong(line.split(" ", 4)[2]))
              .sum();
      assertEquals((64 << 10) - sent, told);
    }
  }

  @Test
  void callThatHasEndedSendsNothing() throws Exception {
    try (TestNode node = obstinate()) {
      node.run(1, act("keep"));
      node.expectResult(1);
      node.run(2, act("use kept"));
      assertEquals("IllegalStateException", node.expectResult(2).asObject().string("text"));
      node.send(FrameType.DRAIN, 0, "");
      assertEquals(0, node.exitCode());
      assertTrue(node.logs().contains("2 INFO in time"));
      assertTrue(node.logs().stream().noneMatch(line -> line.startsWith("1 ")));
    }
  }

  @Test
  void filesComeInPiecesBeforeTheResult() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, act("files"));
      assertArrayEquals(new byte[] {1}, node.expectFile(1, 0));
      byte[] large = node.expectFile(1, 1);
      assertEquals((5 << 20) / 2, large.length);
      assertEquals(7, large[large.length - 1]);
      assertEquals(0, node.expectFile(1, 2).length);
      assertEquals(
          Json.parse(
              """
              {"text":"","number":0.0,
               "more":"Image[url=hearth-file:0, contentType=image/jpeg, fileName=image.jpg, fileSize=1, width=3, height=2]",
               "files":[
                {"url":"hearth-file:1","content_type":"application/octet-stream","file_name":"large.bin","file_size":2621440},
                {"url":"hearth-file:2","content_type":"text/plain","file_name":"empty.txt","file_size":0}]}
              """),
          node.expectResult(1));
    }
  }

  @Test
  void aFileCanBeWrittenPieceByPiece() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, act("written file"));
      byte[] content = node.expectFile(1, 0);
      assertEquals(1_500_001, content.length);
      for (int i = 0; i < 1500; i++) {
        assertEquals((byte) i, content[i * 1000]);
      }
      assertEquals(9, content[1_500_000]);
      assertArrayEquals(new byte[] {5}, node.expectFile(1, 1));
      assertEquals(
          "IllegalArgumentException IllegalStateException IllegalStateException"
              + " IllegalStateException Image[url=hearth-file:0, contentType=image/png,"
              + " fileName=image.png, fileSize=1500001, width=3, height=2]",
          node.expectResult(1).asObject().string("text"));
    }
  }

  @Test
  void aCallWithAnUnfinishedFileFails() throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, act("unfinished file"));
      node.expect(FrameType.FILE);
      node.expect(FrameType.FILE);
      JsonObject error = node.expectError(1);
      assertEquals("invalid_output", error.string("type"));
      assertEquals("the function left an output file unfinished", error.string("message"));
      assertServes(node, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ".", "..", "a/b", "a\\\\b", "a\\nb"})
  void fileThatIsRefusedTakesNoNumber(String name) throws IOException {
    try (TestNode node = obstinate()) {
      node.run(1, "{\"act\":\"bad file\",\"text\":\"" + name + "\"}");
      assertArrayEquals(new byte[1], node.expectFile(1, 0));
      JsonObject result = node.expectResult(1).asObject();
      assertEquals(
          "IllegalArgumentException IllegalArgumentException IllegalArgumentException"
              + " NullPointerException",
          result.string("text"));
    }
  }
}
