package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Functions that attack what runs beside them. Each has its own end, and a neighbour on the same
 * node answers all the while, from the same worker.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileWorkersTest {
  private static final Function HOSTILE = Function.unary().named("hostile");
  private static final Function HASTY = HOSTILE.named("hasty").timeout(Duration.ofSeconds(2));

  private TestNode node;
  private Neighbour neighbour;
  private long answers;
  private long pid;

  @BeforeAll
  void start() throws IOException {
    node =
        new TestNode(
            Map.of(
                "hearth.node.max-processes", "100",
                "hearth.node.scratch-size", "16M",
                "hearth.node.worker-memory-overhead", "48M",
                "hearth.pool.cancel-grace", "0.2S",
                "hearth.pool.max-output-size", "64M",
                "hearth.pool.max-workers-per-version", "1"));
    neighbour = new Neighbour(node);
  }

  @AfterAll
  void stop() throws IOException {
    neighbour.close();
    node.close();
  }

  @BeforeEach
  void look() {
    answers = neighbour.answers();
    pid = neighbour.pid();
  }

  @AfterEach
  void neighbourDidntNotice() {
    neighbour.assertUndisturbedSince(answers, pid);
  }

  private Heard attempt(Function function, String action) throws IOException {
    return node.call(function, action);
  }

  private Heard attempt(String action, Path path) throws IOException {
    return node.call(
        HOSTILE, JsonObject.builder().put("do", action).put("path", path.toString()).build());
  }

  private static void assertRefused(Heard heard) {
    Json output = heard.output();
    assertTrue(
        output instanceof JsonObject object && object.get("refused").isPresent(), output.print());
  }

  private void assertNextCallIsServed() throws IOException {
    assertEquals("{}", attempt(HOSTILE, "log").output().print());
  }

  private static void assertNoneIsLeft() {
    Await.until(
        "no process of a function is left",
        () ->
            ProcessHandle.allProcesses()
                .noneMatch(
                    process -> process.info().commandLine().orElse("").contains("scripted.Bomb")));
  }

  // ---- Reads

  @Test
  void readsANeighboursScratch() throws IOException {
    JsonObject secret =
        JsonObject.builder().put("do", "write").put("path", "/scratch/secret").build();
    assertEquals(Json.of("written"), node.call(Neighbour.FUNCTION, secret).output());
    assertRefused(attempt("read", Path.of("/scratch/secret")));
    assertRefused(attempt("list", Path.of("/proc/1/root" + node.folder())));
    assertRefused(attempt("read", Path.of("/proc/" + pid + "/environ")));
  }

  @Test
  void readsANeighboursBlobs() throws IOException {
    try (Stream<Path> blobs = Files.walk(node.folder().resolve("blobs"))) {
      for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
        assertRefused(attempt("read", blob));
      }
    }
    assertEquals(2, attempt("list", Path.of("/function")).output().asArray().size());
  }

  @Test
  void looksForTheNodesSockets() throws IOException {
    Path sockets = node.runtimeDirectory().resolve("w");
    assertRefused(attempt("list", sockets));
    assertRefused(attempt("unix socket", sockets.resolve("w1/s/worker.sock")));
    assertRefused(attempt("unix socket", Path.of("/hearth/worker.sock")));
    assertRefused(attempt("unix socket", Path.of("/hearth/egress.sock")));
    String seen = attempt("read", Path.of("/proc/net/unix")).output().asString();
    assertTrue(seen.lines().filter(line -> line.contains("/")).count() <= 1, "its own: " + seen);
    assertFalse(seen.contains("/w1/"), "the neighbour's: " + seen);
  }

  // ---- Takes

  @Test
  void forkBombs() throws IOException {
    WorkOutcome outcome = attempt(HASTY, "fork bomb").outcome();
    if (outcome instanceof WorkOutcome.Failed(var reason, var _)) {
      assertEquals(ErrorCode.GENERATION_TIMEOUT, reason.code());
    } else {
      assertInstanceOf(WorkOutcome.WorkerDied.class, outcome);
    }
    assertNoneIsLeft();
  }

  @Test
  void leavesAProcessBehind() throws IOException {
    assertTrue(attempt(HOSTILE, "child").output().asLong() > 0);
    assertInstanceOf(WorkOutcome.WorkerDied.class, attempt(HOSTILE, "exit").outcome());
    assertNoneIsLeft();
  }

  @Test
  void fillsItsScratch() throws IOException {
    Heard heard = attempt("write much", Path.of("/scratch/much"));
    assertRefused(heard);
    assertTrue(heard.output().print().contains("No space left"), heard.output()::print);
  }

  /** Each file takes memory of the kernel, which counts as the worker's. */
  @Test
  void makesFilesWithoutEnd() throws IOException {
    JsonObject manyFiles =
        JsonObject.builder().put("do", "many files").put("path", "/scratch").build();
    Function small = HOSTILE.named("small").memoryMiB(64);
    WorkOutcome outcome = node.call(small, manyFiles).outcome();
    if (outcome instanceof WorkOutcome.WorkerDied died) {
      assertTrue(died.reason().contains("memory limit"), died.reason());
    } else {
      assertInstanceOf(WorkOutcome.Answered.class, outcome);
    }
    assertEquals("{}", attempt(small, "log").output().print());
  }

  @Test
  void fillsItsHeap() throws IOException {
    WorkOutcome.WorkerDied died = attempt(HOSTILE, "heap").death();
    assertTrue(died.reason().contains("exited with status 3"), died.reason());
    assertNextCallIsServed();
  }

  @Test
  void fillsItsMemoryPastTheHeap() throws IOException {
    JsonObject input = JsonObject.builder().put("do", "memory").put("bytes", 1L << 30).build();
    WorkOutcome.WorkerDied died = node.call(HOSTILE, input).death();
    assertTrue(died.reason().contains("memory limit"), died.reason());
    assertNextCallIsServed();
  }

  @Test
  void spinsOnAllProcessors() throws IOException {
    assertEquals(ErrorCode.GENERATION_TIMEOUT, attempt(HASTY, "spin").failure().code());
    assertEquals("{}", attempt(HASTY, "log").output().print());
  }

  @Test
  void ignoresCancel() throws IOException {
    Heard heard = attempt(HOSTILE, "for-ever");
    heard.awaitStart();
    node.cancel(heard);
    assertInstanceOf(WorkOutcome.Cancelled.class, heard.outcome());
    assertNextCallIsServed();
  }

  // ---- Sends

  @Test
  void printsWithoutEnd() throws IOException {
    assertEquals(ErrorCode.GENERATION_TIMEOUT, attempt(HASTY, "print for ever").failure().code());
    Await.until("its last output is told", () -> lastPrinted() > 0);
    assertTrue(lastPrinted() <= 4096, () -> "kept " + lastPrinted());
  }

  private int lastPrinted() {
    return node.pools().workerLog("owner/hasty").stream()
        .filter(line -> line.level().equals("STDERR") && line.message().contains("xxx"))
        .mapToInt(line -> line.message().length())
        .max()
        .orElse(0);
  }

  @Test
  void floodsTheWorkerLog() throws IOException {
    assertEquals("{}", attempt(HOSTILE, "flood").output().print());
    List<LogLine> log = node.pools().workerLog("owner/hostile");
    assertTrue(log.size() <= 500, () -> log.size() + " lines");
    assertTrue(log.stream().anyMatch(line -> line.message().equals("line 9999")));
  }

  @Test
  void forgesLogLines() throws IOException {
    String text = "ok\r\n\u001B[2J\u001B]0;owned\u0007\u0000 \u009B31m\u202Egnp.exe\nline two\tx";
    JsonObject input = JsonObject.builder().put("do", "forge logs").put("text", text).build();
    Heard heard = node.call(HOSTILE.named("forger"), input);
    assertEquals("{}", heard.output().print());
    String plain =
        "ok\uFFFD\n\uFFFD[2J\uFFFD]0;owned\uFFFD\uFFFD \uFFFD31m\uFFFDgnp.exe\nline two\tx";
    assertEquals(List.of("started", "INFO " + plain, "ended"), heard.events());
    assertEquals(plain, node.pools().workerLog("owner/forger").getLast().message());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foreign id",
        "no frame",
        "length beyond all bounds",
        "node's frame",
        "too many bytes"
      })
  void sendsWhatBreaksTheProtocol(String how) throws IOException {
    JsonObject input = JsonObject.builder().put("do", "misbehave").put("how", how).build();
    String reason = node.call(HOSTILE, input).death().reason();
    assertTrue(reason.startsWith("broke the protocol: "), reason);
    assertNextCallIsServed();
  }

  // ---- Kills

  @ParameterizedTest
  @ValueSource(strings = {"exit", "halt"})
  void endsItsOwnWorker(String way) throws IOException {
    String reason = attempt(HOSTILE, way).death().reason();
    assertTrue(reason.contains(way.equals("exit") ? "exited with status 3" : "signal 6"), reason);
    assertNextCallIsServed();
  }

  private Heard kill(long target) throws IOException {
    JsonObject input =
        JsonObject.builder()
            .put("do", "system call")
            .put("number", 62)
            .put("first", target)
            .put("second", 9)
            .put("third", 0)
            .build();
    return node.call(HOSTILE, input);
  }

  /** The first process of a namespace takes no signal from within it. */
  @Test
  void killsItsParent() throws IOException {
    assertEquals(Json.of(0L), kill(1).output());
    assertNextCallIsServed();
  }

  @Test
  void killsANeighbourByItsNumberOnTheNode() throws IOException {
    assertEquals(Json.of(3L), kill(pid).output(), "ESRCH: there is no such process");
    assertEquals(Json.of(3L), kill(ProcessHandle.current().pid()).output());
  }

  @Test
  void killsAllItSees() throws IOException {
    WorkOutcome outcome = kill(-1).outcome();
    assertTrue(
        outcome instanceof WorkOutcome.Answered || outcome instanceof WorkOutcome.WorkerDied,
        outcome::toString);
    assertNextCallIsServed();
  }
}
