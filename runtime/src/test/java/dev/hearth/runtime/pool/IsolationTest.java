package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function can't do, tried from inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {
  private static final int MAX_PROCESSES = 100;

  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int EAFNOSUPPORT = 97;

  // Of x86-64.
  private static final int SOCKET = 41;
  private static final int CLONE = 56;
  private static final int CLONE3 = 435;
  private static final int CLONE_NEWUSER = 0x10000000;

  private final Function function = Function.unary();
  private TestNode node;

  @BeforeAll
  void start() throws IOException {
    node =
        new TestNode(
            Map.of(
                "hearth.node.max-processes",
                Integer.toString(MAX_PROCESSES),
                "hearth.node.scratch-size",
                "16M"));
  }

  @AfterAll
  void stop() throws IOException {
    node.close();
  }

  private Json attempt(String action, String path) throws IOException {
    return node.call(function, JsonObject.builder().put("do", action).put("path", path).build())
        .output();
  }

  private void assertRefused(Json output) {
    assertTrue(
        output instanceof JsonObject object && object.get("refused").isPresent(), output.print());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "/etc/hostname",
        "/bin/sh",
        "/usr/bin/env",
        "/sys/kernel/notes",
        "/dev/vda",
        "/proc/kcore",
        "/proc/sysrq-trigger"
      })
  void hostFilesCantBeRead(String path) throws IOException {
    assertRefused(attempt("read", path));
  }

  @Test
  void filesOfTheNodeCantBeRead() throws IOException {
    Path secret = Files.writeString(node.folder().resolve("secret"), "secret");
    assertRefused(attempt("read", secret.toString()));
    assertRefused(attempt("list", node.folder().toString()));
    Files.delete(secret);
  }

  @Test
  void rootHoldsOnlyWhatWasBound() throws IOException {
    Set<String> expected =
        Set.of(
            "dev",
            "function",
            "hearth",
            "jdk",
            "lib",
            "lib64",
            "limits",
            "media",
            "proc",
            "scratch",
            "worker");
    var seen = new HashSet<>(strings(attempt("list", "/")));
    seen.removeAll(expected);
    assertEquals(Set.of(), seen);
    assertEquals(List.of(), strings(attempt("list", "/hearth")));
  }

  private static List<String> strings(Json array) {
    return array.asArray().stream().map(Json::asString).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x",
        "/function/x",
        "/function/lib/function.jar",
        "/worker/x",
        "/jdk/x",
        "/media/x",
        "/hearth/x",
        "/dev/x",
        "/dev/shm/x",
        "/limits/x"
      })
  void nothingButScratchIsWritable(String path) throws IOException {
    assertRefused(attempt("write", path));
    assertEquals(Json.of("written"), attempt("write", "/scratch/x"));
  }

  @Test
  void environmentHoldsNothingOfTheNode() throws IOException {
    assertFalse(System.getenv().isEmpty());
    assertEquals(List.of("PWD"), strings(node.call(function, "environment").output()));
  }

  @Test
  void thereIsNoNetwork() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      JsonObject input =
          JsonObject.builder()
              .put("do", "connect")
              .put("host", "127.0.0.1")
              .put("port", server.getLocalPort())
              .build();
      assertRefused(node.call(function, input).output());
    }
    JsonArray loopbackOnly = JsonArray.ofStrings(List.of("lo"));
    assertEquals(loopbackOnly, node.call(function, "interfaces").output());
  }

  @Test
  void otherProcessesAreInvisible() throws IOException {
    JsonObject seen = node.call(function, "processes").output().asObject();
    assertTrue(seen.integer("count") <= 2, seen.print());
  }

  @Test
  void workerIsNobodyOnTheHost() throws IOException {
    assertEquals("{}", node.call(function, "log").output().print());
    long pid = node.pools().workers().getFirst().pid();
    List<ProcessHandle> processes = ProcessHandle.of(pid).orElseThrow().descendants().toList();
    assertFalse(processes.isEmpty());
    boolean root = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    for (ProcessHandle process : processes) {
      String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      assertTrue(status.contains("NoNewPrivs:\t1"), status);
      assertTrue(status.contains("CapBnd:\t0000000000000000"), status);
      assertTrue(status.contains("Seccomp:\t2"), status);
      assertTrue(!root || status.contains("Uid:\t65534\t65534\t65534\t65534"), status);
    }
  }

  private long error(long number, long first, long second, long third) throws IOException {
    JsonObject input =
        JsonObject.builder()
            .put("do", "system call")
            .put("number", number)
            .put("first", first)
            .put("second", second)
            .put("third", third)
            .build();
    return node.call(function, input).output().asLong();
  }

  /** With these arguments each would be made, or fail otherwise, for want of a filter. */
  @ParameterizedTest
  @CsvSource({
    "ptrace, 101, 0",
    "unshare, 272, 0",
    "keyctl, 250, 0",
    "io_uring_setup, 425, 1",
    "setns, 308, -1",
    "userfaultfd, 323, -1",
    "perf_event_open, 298, 0",
    "process_vm_readv, 310, 1",
    "fsopen, 430, 0",
    "pidfd_getfd, 438, -1"
  })
  void systemCallsThatNoFunctionNeedsAreRefused(String name, long number, long first)
      throws IOException {
    assertEquals(EPERM, error(number, first, 0, 0), name);
  }

  @Test
  void noNamespaceIsMadeByAnyOtherCall() throws IOException {
    assertEquals(EPERM, error(CLONE, CLONE_NEWUSER, 0, 0));
    assertEquals(ENOSYS, error(CLONE3, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"packet, 17, 3, 0", "vsock, 40, 1, 0", "alg, 38, 5, 0", "netfilter, 16, 3, 12"})
  void thereAreNoSocketsOfTheKernelsOtherParts(String name, long family, long type, long protocol)
      throws IOException {
    assertEquals(EAFNOSUPPORT, error(SOCKET, family, type, protocol), name);
  }

  /** To the kernel's limits a thread is a process. */
  @Test
  void processesAreBounded() throws IOException {
    JsonObject made = node.call(function.named("threads"), "threads").output().asObject();
    assertTrue(made.integer("stoppedAt") < MAX_PROCESSES, made.print());
  }

  @Test
  void withinItsMemoryAFunctionIsLeftAlone() throws IOException {
    JsonObject input = JsonObject.builder().put("do", "memory").put("bytes", 64L << 20).build();
    assertEquals(Json.of("allocated"), node.call(function, input).output());
  }
}
