package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that break the protocol are killed, and only their own calls suffer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolTest {
  private final Function function = Function.unary();
  private TestNode node;

  @BeforeAll
  void start() throws IOException {
    node =
        new TestNode(
            Map.of(
                "hearth.pool.max-workers-per-version", "1", "hearth.pool.max-output-size", "256M"));
  }

  @AfterAll
  void stop() throws IOException {
    node.close();
  }

  private Heard misbehave(String how) throws IOException {
    return node.call(function, JsonObject.builder().put("do", "misbehave").put("how", how).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foreign id",
        "no frame",
        "length beyond all bounds",
        "negative length",
        "ready again",
        "health unasked",
        "hints of a call",
        "hints are no list",
        "hints with a comma",
        "too many hints",
        "node's frame",
        "partial of another call",
        "partial of no call",
        "partial is no JSON",
        "partial is too deep",
        "partial is too long",
        "output is no JSON",
        "output is two values",
        "output is UTF-16",
        "log isn't UTF-8",
        "output is too deep",
        "result is too short",
        "metered less than nothing",
        "error is no JSON",
        "log line too long",
        "log level unknown",
        "progress beyond total",
        "file out of order",
        "file after its end",
        "file without end",
        "file piece too long",
        "too many files",
        "too many bytes"
      })
  void violationKillsTheWorker(String how) throws IOException {
    String reason = misbehave(how).death().reason();
    assertTrue(reason.startsWith("broke the protocol: "), reason);
    assertEquals("{}", node.call(function, "log").output().print());
    assertEquals(List.of(), outputs());
  }

  @Test
  void outputTooLongFailsTheCallAlone() throws IOException {
    Heard heard = misbehave("output is too long");
    assertEquals(ErrorCode.OUTPUT_INVALID, heard.failure().code());
    long pid = node.pools().workers().getFirst().pid();
    Heard next = node.call(function, "log");
    next.awaitStart();
    assertEquals(pid, node.pools().workers().getFirst().pid());
  }

  @Test
  void longFailureIsCut() throws IOException {
    CallException failure = misbehave("long failure").failure();
    assertEquals(ErrorCode.FUNCTION_FAILED, failure.code());
    assertTrue(failure.reason().length() < 5000, "message of " + failure.reason().length());
    assertTrue(failure.reason().startsWith("xxx"));
  }

  private List<String> outputs() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(node.runtimeDirectory().resolve("o"))) {
      return files.map(java.nio.file.Path::toString).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"answer twice", "log after the answer", "partial after the answer"})
  void whatComesAfterTheAnswerKillsTheWorkerButNotTheAnswer(String how) throws IOException {
    long before = violations();
    assertEquals("{}", misbehave(how).output().print());
    Await.until("the worker is killed", () -> violations() > before);
  }

  private long violations() {
    return node.pools().workerLog("owner/unary").stream()
        .filter(line -> line.message().contains("broke the protocol"))
        .count();
  }
}
