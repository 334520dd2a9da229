package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.sandbox.BlobsConfig;
import dev.hearth.runtime.sandbox.CacheConfig;
import dev.hearth.runtime.sandbox.NodeConfig;
import dev.hearth.runtime.sandbox.Sandbox;
import dev.hearth.runtime.sandbox.SandboxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is there after a node stopped, or was killed. */
class LeftoversTest {

  private static List<ProcessHandle> familyOf(long pid) {
    ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(worker), worker.descendants()).toList();
  }

  private static List<String> groupsOf(long pid) throws IOException {
    try (Stream<Path> files =
        Files.find(
            Path.of("/sys/fs/cgroup"),
            8,
            (path, _) -> path.getFileName().toString().startsWith("hearth." + pid + "-"))) {
      return files.map(Path::toString).toList();
    }
  }

  @Test
  void stoppedNodeLeavesNothing() throws IOException {
    long self = ProcessHandle.current().pid();
    try (var node = new TestNode(Map.of())) {
      assertEquals("{}", node.call(Function.unary(), "log").output().print());
      Heard busy = node.call(Function.batch(2), "for-ever");
      busy.awaitStart();
      List<ProcessHandle> processes =
          node.pools().workers().stream().flatMap(w -> familyOf(w.pid()).stream()).toList();
      assertTrue(processes.size() >= 4, processes.toString());
      assertFalse(groupsOf(self).isEmpty());
      assertEquals(List.of(), node.stop());
      Await.until("processes are gone", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
      assertEquals(List.of(), groupsOf(self));
      assertFalse(busy.isOver(), "a stop must leave the call to be run again");
    }
  }

  @Test
  void twoNodesCantShareADirectory() throws IOException {
    try (var node = new TestNode(Map.of())) {
      var config =
          TestNode.config(
              Map.of("hearth.node.runtime-directory", node.runtimeDirectory().toString()));
      SandboxException refused =
          assertThrows(
              SandboxException.class,
              () ->
                  Sandbox.open(
                      config.getConfigMapping(NodeConfig.class),
                      config.getConfigMapping(BlobsConfig.class),
                      config.getConfigMapping(CacheConfig.class)));
      assertTrue(refused.toString().contains("another node"), refused.toString());
      assertEquals("{}", node.call(Function.unary(), "log").output().print());
    }
  }

  @Test
  void killedNodeTakesItsWorkersAlongAndTheNextClearsUp() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith(NodeProcess.WORKER)) {
      line = out.readLine();
    }
    assertTrue(line != null, "the node didn't come up");
    String[] said = line.substring(NodeProcess.WORKER.length()).split(" ", 2);
    List<ProcessHandle> workers = familyOf(Long.parseLong(said[0]));
    assertTrue(workers.size() >= 2, workers.toString());
    assertFalse(groupsOf(process.pid()).isEmpty());
    process.destroyForcibly();
    Await.until("workers died", () -> workers.stream().noneMatch(ProcessHandle::isAlive));
    try (var next = new TestNode(Map.of())) {
      assertEquals(List.of(), groupsOf(process.pid()));
      assertEquals("{}", next.call(Function.unary(), "log").output().print());
    }
    TestNode.deleteTree(Path.of(said[1]));
  }
}
