package dev.hearth.sdk.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.demo.BatchCodec;
import dev.hearth.sdk.demo.EchoCodec;
import dev.hearth.sdk.demo.SetUpCodec;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From start to end of the process, and what a node may not do in between. */
@Timeout(120)
class WorkerLifeTest {
  private static final String OBSTINATE = "dev.hearth.sdk.demo.ObstinateCodec";
  private static final int NODE_GONE = 2;

  @TempDir Path folder;

  private TestNode started() throws IOException {
    TestNode node = TestNode.start(folder);
    node.expect(FrameType.HELLO);
    return node;
  }

  private TestNode obstinate() throws IOException {
    TestNode node = started();
    node.load(OBSTINATE, "unary", 3);
    node.expect(FrameType.READY);
    return node;
  }

  private static String act(String act) {
    return "{\"act\":\"" + act + "\"}";
  }

  @Test
  void saysHelloAndGetsReady() throws IOException {
    try (TestNode node = TestNode.start(folder)) {
      JsonObject hello = node.expectJson(FrameType.HELLO, 0);
      assertEquals(1, hello.integer("protocol"));
      assertEquals(node.process().pid(), hello.integer("pid"));
      assertTrue(hello.string("worker").startsWith("java 25"), hello.string("worker"));
      node.load(OBSTINATE, "unary", 3);
      JsonObject ready = node.expectJson(FrameType.READY, 0);
      assertTrue(ready.integer("load_millis") >= 0);
      assertTrue(ready.integer("warm_up_millis") >= 0);
      assertEquals(
          List.of(
              "0 INFO weights=%s native=%s device=%s secret=s3cret"
                  .formatted(
                      node.root().resolve("weights/small"),
                      node.root().resolve("native"),
                      "Device[kind=CPU, index=0, memoryBytes=1048576, threads=2]")),
          node.logs());
    }
  }

  @Test
  void weightsAndSecretsThatWereNotGiven() throws Exception {
    try (TestNode node = started()) {
      node.load(SetUpCodec.Weightless.class.getName(), "unary", 1);
      JsonObject error = node.expectError(0);
      assertEquals(
          "IllegalArgumentException: no secret \"OTHER\" was granted", error.string("message"));
      assertEquals(6, node.logs().size());
      node.logs().forEach(line -> assertTrue(line.startsWith("0 INFO none: "), line));
      assertEquals(1, node.exitCode());
    }
  }

  @Test
  void failureOfSetUpNamesTheFunctionsFrames() throws Exception {
    try (TestNode node = started()) {
      node.load(SetUpCodec.Weightless.class.getName(), "unary", 1);
      String stack = node.expectError(0).string("stack");
      assertTrue(stack.contains("at dev.hearth.sdk.demo.SetUpCodec$Weightless"), stack);
      assertTrue(!stack.contains("dev.hearth.sdk.worker"), stack);
    }
  }

  @Test
  void warmUpFollowsSetUpAndComesBeforeReady() throws Exception {
    try (TestNode node = started()) {
      node.load(SetUpCodec.Warming.class.getName(), "unary", 1);
      node.expect(FrameType.READY);
      assertEquals(List.of("0 STDOUT set up", "0 STDOUT warmed up"), node.logs());
    }
  }

  @Test
  void failureOfWarmUpFailsTheStart() throws Exception {
    try (TestNode node = started()) {
      node.load(SetUpCodec.Cold.class.getName(), "unary", 1);
      assertEquals("IllegalStateException: too cold", node.expectError(0).string("message"));
      assertEquals(1, node.exitCode());
    }
  }

  @Test
  void missingCodecFailsTheStart() throws Exception {
    try (TestNode node = started()) {
      node.load("demo.Missing", "unary", 1);
      JsonObject error = node.expectError(0);
      assertEquals(500, error.integer("status"));
      assertEquals("ClassNotFoundException: demo.Missing", error.string("message"));
      assertEquals(1, node.exitCode());
    }
  }

  @Test
  void drainTearsDownAndExits() throws Exception {
    try (TestNode node = obstinate()) {
      node.send(FrameType.DRAIN, 0, "");
      assertEquals(0, node.exitCode());
      List<String> logs = node.logs();
      assertEquals(
          List.of("0 STDOUT torn down", "0 STDOUT half a line"),
          logs.subList(logs.size() - 2, logs.size()));
    }
  }

  @Test
  void drainWaitsForCalls() throws Exception {
    try (TestNode node = obstinate()) {
      node.run(1, act("wait for cancel"));
      node.run(2, act("wait for cancel"));
      node.awaitLog("1 INFO waiting"::equals);
      node.awaitLog("2 INFO waiting"::equals);
      node.send(FrameType.DRAIN, 0, "");
      node.send(FrameType.CANCEL, 2, "");
      assertEquals("cancelled", node.expectResult(2).asObject().string("text"));
      assertTrue(node.logs().stream().noneMatch("0 STDOUT torn down"::equals));
      node.send(FrameType.CANCEL, 1, "");
      assertEquals("cancelled", node.expectResult(1).asObject().string("text"));
      assertEquals(0, node.exitCode());
      assertTrue(node.logs().contains("0 STDOUT torn down"));
    }
  }

  @Test
  void drainDuringSetUpWaitsForIt() throws Exception {
    try (TestNode node = started()) {
      node.load(SetUpCodec.Waiting.class.getName(), "unary", 1);
      node.awaitLog("0 INFO waiting"::equals);
      node.send(FrameType.DRAIN, 0, "");
      Files.createFile(node.scratch().resolve("go"));
      node.expect(FrameType.READY);
      assertEquals(0, node.exitCode());
      assertTrue(node.logs().contains("0 STDOUT torn down"));
    }
  }

  @Test
  void failureOfTearDownIsToldAndSeen() throws Exception {
    try (TestNode node = TestNode.ready(folder, SetUpCodec.Clinging.class, "unary", 1)) {
      node.send(FrameType.DRAIN, 0, "");
      assertEquals(1, node.exitCode());
      assertTrue(
          node.logs()
              .getLast()
              .startsWith("0 ERROR tear-down failed: java.lang.IllegalAccessException: never"),
          node.logs().toString());
    }
  }

  @Test
  void exitOfTheFunctionEndsTheProcess() throws Exception {
    try (TestNode node = obstinate()) {
      node.run(1, "{\"act\":\"exit\",\"number\":42}");
      assertEquals(42, node.exitCode());
    }
  }

  @Test
  void closedSocketEndsACallThatNeverEnds() throws Exception {
    try (TestNode node = obstinate()) {
      node.run(1, act("spin"));
      node.awaitLog("0 STDOUT spinning"::equals);
      node.send(FrameType.CANCEL, 1, "");
      node.send(FrameType.DRAIN, 0, "");
      node.closeSocket();
      assertEquals(NODE_GONE, node.process().waitFor());
    }
  }

  @Test
  void closedSocketEndsASetUpThatNeverEnds() throws Exception {
    try (TestNode node = started()) {
      node.load(SetUpCodec.Waiting.class.getName(), "unary", 1);
      node.awaitLog("0 INFO waiting"::equals);
      node.closeSocket();
      assertEquals(NODE_GONE, node.process().waitFor());
    }
  }

  @Test
  void closedSocketEndsAnExitThatHangs() throws Exception {
    try (TestNode node = obstinate()) {
      node.run(1, act("exit and hang"));
      node.awaitLog("0 STDOUT spinning"::equals);
      node.closeSocket();
      assertEquals(NODE_GONE, node.process().waitFor());
    }
  }

  @Test
  void closedSocketBeforeLoadEndsTheProcess() throws Exception {
    try (TestNode node = started()) {
      node.closeSocket();
      assertEquals(NODE_GONE, node.process().waitFor());
    }
  }

  @Test
  void runBeforeReadyBreaksTheProtocol() throws Exception {
    try (TestNode node = started()) {
      node.load(SetUpCodec.Waiting.class.getName(), "unary", 1);
      node.awaitLog("0 INFO waiting"::equals);
      node.run(1, "{}");
      assertBroken(node, "RUN before READY or after DRAIN");
    }
  }

  @Test
  void runAfterDrainBreaksTheProtocol() throws Exception {
    try (TestNode node = obstinate()) {
      node.run(1, act("spin"));
      node.send(FrameType.DRAIN, 0, "");
      node.run(2, act("answer"));
      assertBroken(node, "RUN before READY or after DRAIN");
    }
  }

  @Test
  void moreCallsThanDeclaredBreakTheProtocol() throws Exception {
    try (TestNode node = obstinate()) {
      for (int id = 1; id <= 4; id++) {
        node.run(id, act("spin"));
      }
      assertBroken(node, "RUN beyond 3 open calls");
    }
  }

  @Test
  void batchForAUnaryFunctionBreaksTheProtocol() throws Exception {
    try (TestNode node = obstinate()) {
      node.runBatch("/", new String[] {"{}", "{}"}, 1, 2);
      assertBroken(node, "RUN of 2 calls of 1 to endpoint /");
    }
  }

  @Test
  void batchBeyondItsSizeBreaksTheProtocol() throws Exception {
    try (TestNode node = TestNode.ready(folder, BatchCodec.class, "batch", 1)) {
      node.runBatch("/", new String[] {"{}", "{}"}, 1, 2);
      assertBroken(node, "RUN of 2 calls of 1 to endpoint /");
    }
  }

  @Test
  void emptyBatchBreaksTheProtocol() throws Exception {
    try (TestNode node = TestNode.ready(folder, BatchCodec.class, "batch", 1)) {
      node.send(new Frame(FrameType.RUN, 0, new byte[] {0, 1, '/', 0, 0, 0, 0}));
      assertBroken(node, "RUN of 0 calls");
    }
  }

  @Test
  void unknownEndpointBreaksTheProtocol() throws Exception {
    try (TestNode node = obstinate()) {
      node.runBatch("/edit", new String[] {"{}"}, 1);
      assertBroken(node, "RUN of 1 calls of 1 to endpoint /edit");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void callIdInUseBreaksTheProtocol(long id) throws Exception {
    try (TestNode node = obstinate()) {
      node.run(1, act("spin"));
      node.run(id, act("answer"));
      assertBroken(node, "call id " + id + " is 0 or in use");
    }
  }

  @Test
  void frameThatIsTheWorkersOwnBreaksTheProtocol() throws Exception {
    try (TestNode node = TestNode.ready(folder, EchoCodec.class, "unary", 1)) {
      node.send(FrameType.RESULT, 1, "{}");
      assertBroken(node, "a node doesn't send RESULT now");
    }
  }

  @Test
  void payloadThatIsNoneBreaksTheProtocol() throws Exception {
    try (TestNode node = TestNode.ready(folder, EchoCodec.class, "unary", 1)) {
      node.send(new Frame(FrameType.RUN, 0, new byte[] {0, 1}));
      assertBroken(node, "RUN payload ends early");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"descriptor\":{}}"})
  void loadThatCannotBeReadBreaksTheProtocol(String load) throws Exception {
    try (TestNode node = started()) {
      node.send(FrameType.LOAD, 0, load);
      assertBroken(node, "LOAD can't be read");
    }
  }

  @Test
  void anythingElseBeforeLoadBreaksTheProtocol() throws Exception {
    try (TestNode node = started()) {
      node.send(FrameType.DRAIN, 0, "");
      assertBroken(node, "expected LOAD, not DRAIN of id 0");
    }
  }

  private static void assertBroken(TestNode node, String reason) throws Exception {
    assertEquals(NODE_GONE, node.exitCode());
    assertTrue(node.output().contains(reason), node.output());
  }

  @Test
  void wrongCommandLineIsToldInASentence() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                TestNode.classPath(),
                Main.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(64, process.waitFor());
    assertEquals("usage: dev.hearth.sdk.worker.Main SOCKET\n", output);
  }

  @Test
  void secretsAreNotPrinted() {
    LoadOrder order =
        LoadOrder.parse(
            """
            {"descriptor":{"shape":"unary","codec_class":"c","concurrency":1,"batching":{"max_size":1}},
             "root":"/r","scratch":"/s","secrets":{"A":"s3cret"},
             "device":{"kind":"cuda","index":1,"memory_bytes":5,"threads":2}}
            """);
    assertEquals("LoadOrder[c]", order.toString());
    assertEquals("s3cret", order.secrets().get("A"));
    assertEquals(Json.of("CUDA"), Json.of(order.device().kind().name()));
  }
}
