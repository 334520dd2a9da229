package dev.hearth.sdk.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.demo.ContractCodec;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code FunctionShape}, {@code UnaryFunction} and {@code BatchFunction} promise of threads
 * and order; {@link ShapeContractStepsTest} has {@code IterativeFunction}. What they promise of
 * failures stands in {@link WorkerCallsTest}, {@link BatchCallsTest} and {@link WorkerLifeTest}.
 */
@Timeout(120)
class ShapeContractTest {
  @TempDir Path folder;

  private static String act(String act) {
    return "{\"act\":\"" + act + "\"}";
  }

  /** What the function printed so far: {@code t0 setUp}. */
  static List<String> printed(TestNode node) {
    String printed = "0 STDOUT ";
    return node.logs().stream()
        .filter(line -> line.startsWith(printed))
        .map(line -> line.substring(printed.length()))
        .toList();
  }

  /** Reads frames until what was printed so far fits. */
  static void awaitPrinted(TestNode node, Predicate<List<String>> wanted) throws IOException {
    while (!wanted.test(printed(node))) {
      node.readAhead();
    }
  }

  /** Drains the worker and gives all that it printed. */
  static List<String> drained(TestNode node) throws IOException, InterruptedException {
    node.send(FrameType.DRAIN, 0, "");
    assertEquals(0, node.exitCode());
    return printed(node);
  }

  /** What each call ended with: its output, or its error's message; all else is left out. */
  static Map<Long, String> ends(TestNode node, int count) throws IOException {
    var ends = new TreeMap<Long, String>();
    while (ends.size() < count) {
      Frame frame = node.next();
      if (frame.type() == FrameType.RESULT) {
        byte[] json = ResultPayload.decode(frame.payload()).json();
        ends.put(frame.callId(), new String(json, StandardCharsets.UTF_8));
      } else if (frame.type() == FrameType.ERROR) {
        ends.put(frame.callId(), Json.parseObject(frame.text()).string("message"));
      }
    }
    return ends;
  }

  @Test
  void unaryIsSetUpWarmedUpCalledAndTornDownInThatOrder() throws Exception {
    try (TestNode node = TestNode.ready(folder, ContractCodec.Unary.class, "unary", 1)) {
      for (int id = 1; id <= 2; id++) {
        node.run(id, act("answer"));
        ends(node, 1);
      }
      assertEquals(
          List.of("t0 new", "t0 setUp", "t0 warmUp", "t0 run 1", "t0 run 2", "t0 tearDown"),
          drained(node));
    }
  }

  @Test
  void unaryCallsHaveAsManyThreadsAsDeclared() throws Exception {
    try (TestNode node = TestNode.ready(folder, ContractCodec.Unary.class, "unary", 3)) {
      for (int round = 0; round < 4; round++) {
        for (int id = 1; id <= 3; id++) {
          node.run(id, act("wait"));
        }
        // All three stand in run at once: none goes on before it is withdrawn.
        long begun = 3L * (round + 1);
        awaitPrinted(
            node, lines -> lines.stream().filter(line -> line.contains(" run ")).count() == begun);
        for (int id = 1; id <= 3; id++) {
          node.send(FrameType.CANCEL, id, "");
        }
        ends(node, 3);
      }
      List<String> threads =
          drained(node).stream()
              .filter(line -> line.contains(" run "))
              .map(line -> line.substring(0, line.indexOf(' ')))
              .distinct()
              .sorted()
              .toList();
      assertEquals(List.of("t0", "t1", "t2"), threads);
    }
  }

  @Test
  void unaryCallFailsAlone() throws Exception {
    try (TestNode node = TestNode.ready(folder, ContractCodec.Unary.class, "unary", 2)) {
      node.run(1, act("wait"));
      node.run(2, act("throw"));
      assertEquals(Map.of(2L, "IllegalStateException: this one"), ends(node, 1));
      node.send(FrameType.CANCEL, 1, "");
      assertEquals(Map.of(1L, act("wait")), ends(node, 1));
    }
  }

  @Test
  void batchHasOneThreadForItsWholeLife() throws Exception {
    try (TestNode node = TestNode.ready(folder, ContractCodec.Batch.class, "batch", 3)) {
      node.runBatch("/", new String[] {act("a"), act("b")}, 1, 2);
      ends(node, 2);
      node.runBatch("/", new String[] {act("c")}, 3);
      ends(node, 1);
      assertEquals(
          List.of(
              "t0 new",
              "t0 setUp",
              "t0 warmUp",
              "t0 run [1, 2], lists fixed true",
              "t0 run [3], lists fixed true",
              "t0 tearDown"),
          drained(node));
    }
  }

  @Test
  void callsOfOtherShapesCannotBeParked() throws Exception {
    for (FrameType type : List.of(FrameType.PARK, FrameType.RESUME)) {
      Path own = folder.resolve(type.name());
      try (TestNode node = TestNode.ready(own, ContractCodec.Unary.class, "unary", 1)) {
        node.send(type, 1, "");
        assertEquals(ExitCode.NODE_GONE.status(), node.exitCode());
        assertTrue(node.output().contains("only calls of an iterative function"), node.output());
      }
    }
  }
}
