package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Workers that don't get as far as being ready. */
class SetUpTest {
  private static TestNode node(Map<String, String> settings) throws IOException {
    var all = new HashMap<>(Map.of("hearth.pool.retry-delay", "0.05S"));
    all.putAll(settings);
    return new TestNode(all);
  }

  private static boolean logHas(TestNode node, String function, String text) {
    return node.pools().workerLog(function).stream()
        .anyMatch(line -> line.message().contains(text));
  }

  @Test
  void thirdFailureMakesAVersionUnhealthy() throws IOException {
    try (TestNode node = node(Map.of())) {
      Function failing = Function.unary().named("set-up-fails");
      Heard first = node.call(failing, "echo");
      Heard second = node.call(failing, "echo");
      assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, first.failure().code());
      assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, second.failure().code());
      assertTrue(!first.failure().reason().contains("no weights"), "the creator's detail leaked");
      assertTrue(logHas(node, "owner/set-up-fails", "no weights"));
      assertTrue(logHas(node, "owner/set-up-fails", "at the.Function.run"));
      assertEquals(
          3,
          node.pools().workerLog("owner/set-up-fails").stream()
              .filter(line -> line.message().startsWith("the worker didn't start"))
              .count());
      CallException refused = assertThrows(CallException.class, () -> node.call(failing, "echo"));
      assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, refused.code());
      assertEquals("{}", node.call(Function.unary(), "log").output().print());
    }
  }

  @Test
  void unhealthyVersionIsTriedAgainAfterItsRest() throws IOException {
    try (TestNode node = node(Map.of("hearth.pool.unhealthy-for", "0.2S"))) {
      Function failing = Function.unary().named("set-up-fails");
      assertEquals(503, node.call(failing, "echo").failure().code().httpStatus());
      Await.until("calls are taken again", () -> takes(node, failing));
    }
  }

  private static boolean takes(TestNode node, Function function) {
    try {
      return node.call(function, "echo").failure().code() == ErrorCode.RUNNER_SCHEDULING_FAILURE;
    } catch (CallException e) {
      return false; // still resting
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void hangingSetUpTimesOut() throws IOException {
    Map<String, String> settings =
        Map.of("hearth.pool.start-timeout", "2S", "hearth.pool.max-failed-setups", "1");
    try (TestNode node = node(settings)) {
      Function hanging = Function.unary().named("set-up-hangs");
      assertEquals(ErrorCode.STARTUP_TIMEOUT, node.call(hanging, "echo").failure().code());
      assertTrue(logHas(node, "owner/set-up-hangs", "wasn't ready within 2 s"));
    }
  }

  @Test
  void silentWorkerIsKilled() throws IOException {
    Map<String, String> settings =
        Map.of("hearth.pool.hello-timeout", "1S", "hearth.pool.max-failed-setups", "1");
    try (TestNode node = node(settings)) {
      Function silent = Function.unary().withNative("says-nothing");
      assertEquals(ErrorCode.STARTUP_TIMEOUT, node.call(silent, "echo").failure().code());
      assertTrue(logHas(node, "owner/unary", "said no HELLO"));
    }
  }

  @Test
  void processThatEndsBeforeConnectingSaysWhy() throws IOException {
    try (TestNode node = node(Map.of("hearth.pool.max-failed-setups", "1"))) {
      Function ending = Function.unary().withNative("exits-at-once");
      assertEquals(503, node.call(ending, "echo").failure().code().httpStatus());
      assertTrue(logHas(node, "owner/unary", "exited with status 9"));
      assertTrue(logHas(node, "owner/unary", "no luck today"));
    }
  }

  @Test
  void answerBeforeReadyBreaksTheProtocol() throws IOException {
    try (TestNode node = node(Map.of("hearth.pool.max-failed-setups", "1"))) {
      Function early = Function.unary().named("runs-before-ready");
      assertEquals(503, node.call(early, "echo").failure().code().httpStatus());
      assertTrue(logHas(node, "owner/runs-before-ready", "RESULT before READY"));
    }
  }

  @Test
  void fullQueueRefuses() throws IOException {
    Map<String, String> settings =
        Map.of("hearth.pool.queue-length", "2", "hearth.pool.max-workers-per-version", "1");
    try (TestNode node = node(settings)) {
      Heard running = node.call(Function.unary(), "for-ever");
      running.awaitStart();
      List<Heard> waiting =
          List.of(node.call(Function.unary(), "log"), node.call(Function.unary(), "log"));
      CallException refused =
          assertThrows(CallException.class, () -> node.call(Function.unary(), "log"));
      assertEquals(ErrorCode.TOO_MANY_REQUESTS, refused.code());
      node.cancel(running);
      for (Heard heard : waiting) {
        assertEquals("{}", heard.output().print());
      }
    }
  }

  @Test
  void withoutBubblewrapFunctionsAreRefused() throws IOException {
    try (TestNode node = node(Map.of("hearth.node.bubblewrap", "/nowhere/bwrap"))) {
      CallException refused =
          assertThrows(CallException.class, () -> node.call(Function.unary(), "log"));
      assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, refused.code());
      assertTrue(refused.reason().contains("bubblewrap"), refused.reason());
    }
  }

  @Test
  void trustedFunctionsRunWithoutBubblewrap() throws IOException {
    Map<String, String> settings =
        Map.of("hearth.node.bubblewrap", "/nowhere/bwrap", "hearth.node.trust-functions", "true");
    try (TestNode node = node(settings)) {
      assertEquals("{}", node.call(Function.unary(), "log").output().print());
      WorkerStatus worker = node.pools().workers().getFirst();
      assertTrue(worker.isolation().startsWith("none, "), worker.isolation());
      assertTrue(logHas(node, "owner/unary", "set up in " + node.runtimeDirectory()));
    }
  }

  /** Runs what it is given as if it had isolated it. */
  private static final String SHAM =
      """
      #!/bin/sh
      while [ "$1" != --remount-ro ] || [ "$2" != / ]; do
        if [ "$1" = --ro-bind ] && [ "$3" = /program ]; then program=$2; fi
        shift
      done
      while [ "$1" != -cp ]; do shift; done
      shift 2
      exec 'JDK/bin/java' -cp "$program" "$@"
      """;

  @Test
  void sandboxThatIsolatesNothingIsRefusedForWhatWasSeenInIt() throws IOException {
    Path sham = Files.createTempFile("sham", "");
    Files.writeString(sham, SHAM.replace("JDK", System.getProperty("java.home", "")));
    Files.setPosixFilePermissions(sham, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var node = new TestNode(Map.of("hearth.node.bubblewrap", sham.toString()))) {
      var refused =
          assertThrows(CallException.class, () -> node.call(Function.unary(), "echo").outcome());
      assertTrue(refused.reason().contains("reaches the machine's network"), refused.reason());
    } finally {
      Files.delete(sham);
    }
  }
}
