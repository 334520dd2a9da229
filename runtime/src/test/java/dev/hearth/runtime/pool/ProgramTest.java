package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that are programs of their own, in a real sandbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProgramTest {
  private TestNode node;
  private ProgramFunction python;

  @BeforeAll
  void start() throws IOException {
    node = new TestNode(Map.of());
    python = ProgramFunction.python(node, ProgramFunction.resource("/programs/probe.py"));
  }

  @AfterAll
  void stop() throws IOException {
    node.close();
  }

  private JsonObject answer(String input) {
    return python.call(input).output().asObject();
  }

  @Test
  void functionInPythonTakesAPictureAndGivesAFile() throws IOException {
    Path picture = Files.writeString(node.folder().resolve("picture"), "pixels");
    Heard heard =
        python.call(
            "{\"do\":\"everything\",\"image\":{\"url\":\"hearth-media:0\",\"file_name\":\"a.png\"}}",
            picture);
    var answered = assertInstanceOf(WorkOutcome.Answered.class, heard.outcome());
    assertEquals(List.of("started", "INFO reading a.png", "1/2", "ended"), heard.events());
    assertEquals(42, answered.meteredMicroUnits());
    assertEquals("weights pixels", Files.readString(answered.files().getFirst()));
    Files.delete(answered.files().getFirst());
    Files.delete(picture);
  }

  @Test
  void whatSetUpSaysIsInTheWorkerLog() {
    var _ = answer("{\"do\":\"surroundings\"}");
    List<String> lines =
        node.pools().workerLog("owner/program").stream().map(LogLine::message).toList();
    assertTrue(lines.contains("set up on cpu in /function"), lines.toString());
    assertTrue(lines.contains("printed in set-up"), lines.toString());
  }

  @Test
  void refusalsAndFailuresKeepTheirKind() {
    CallException refusal = python.call("{\"do\":\"refuse\"}").failure();
    assertEquals(ErrorCode.IMAGE_LOAD_ERROR, refusal.code());
    assertEquals(List.of("body", "image"), refusal.fields().getFirst().location());
    CallException failure = python.call("{\"do\":\"fail\"}").failure();
    assertEquals(ErrorCode.FUNCTION_FAILED, failure.code());
    assertEquals("KeyError: 'on purpose'", failure.reason());
  }

  @Test
  void cancelReachesTheFunction() {
    Heard heard = python.call("{\"do\":\"wait\"}");
    heard.awaitStart();
    node.cancel(heard);
    assertFalse(heard.outcome() instanceof WorkOutcome.WorkerDied, heard.outcome()::toString);
  }

  @Test
  void surroundingsAreTheDocumentedOnes() {
    JsonObject seen = answer("{\"do\":\"surroundings\"}");
    assertEquals("/function", seen.string("cwd"));
    assertEquals("/scratch", seen.string("temporary"));
    assertEquals("[\"main.py\",\"/hearth/worker.sock\"]", seen.require("argv").print());
    assertTrue(seen.integer("uid") != 0);
    JsonObject environment = seen.object("environment");
    assertEquals("/scratch", environment.string("HOME"));
    assertEquals("/usr/local/bin:/usr/bin:/bin", environment.string("PATH"));
    assertEquals(
        Set.of("PATH", "HOME", "TMPDIR", "LANG", "USER", "PWD"), environment.members().keySet());
  }

  @Test
  void rootHoldsTheSystemsProgramsAndNothingElseOfTheMachine() {
    JsonObject seen = answer("{\"do\":\"surroundings\"}");
    Set<String> root = strings(seen.require("root"));
    for (String expected :
        List.of("usr", "function", "hearth", "media", "scratch", "proc", "dev", "limits")) {
      assertTrue(root.remove(expected), expected);
    }
    root.removeAll(Set.of("bin", "sbin", "lib", "lib32", "lib64", "libx32", "etc"));
    assertEquals(Set.of(), root);
    Set<String> etc = strings(seen.require("etc"));
    etc.removeAll(Set.of("alternatives", "ld.so.cache", "ssl"));
    assertEquals(Set.of(), etc);
  }

  private static Set<String> strings(Json array) {
    return new HashSet<>(array.asArray().stream().map(Json::asString).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "/etc/shadow", "/root/.bashrc", "/var/log/dpkg.log"})
  void filesOfTheMachineCantBeRead(String path) {
    assertTrue(read(path).get("refused").isPresent(), path);
  }

  @Test
  void filesOfTheNodeCantBeRead() throws IOException {
    Path secret = Files.writeString(node.folder().resolve("secret"), "secret");
    assertTrue(read(secret.toString()).get("refused").isPresent());
    assertTrue(read("/proc/1/environ").get("done").map(Json::asString).orElse("").length() < 300);
    Files.delete(secret);
  }

  private JsonObject read(String path) {
    return answer("{\"do\":\"read\",\"path\":\"" + path + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x", "/usr/x", "/usr/bin/x", "/etc/x", "/function/main.py", "/media/x"})
  void nothingButScratchIsWritable(String path) {
    JsonObject refused = answer("{\"do\":\"write\",\"path\":\"" + path + "\"}");
    assertTrue(refused.get("refused").isPresent(), refused.print());
    JsonObject written = answer("{\"do\":\"write\",\"path\":\"/scratch/x\"}");
    assertTrue(written.get("done").isPresent(), written.print());
  }

  @Test
  void networkCantBeReached() {
    JsonObject refused = answer("{\"do\":\"connect\"}");
    assertEquals("Network is unreachable", refused.string("refused"));
  }

  @Test
  void programsOfTheSystemRunWithoutPrivileges() {
    JsonObject done = answer("{\"do\":\"shell\",\"line\":\"grep -c . /usr/share/misc/x; id -u\"}");
    assertEquals("65534", done.string("output").strip());
    JsonObject privileged = answer("{\"do\":\"shell\",\"line\":\"mount -t tmpfs x /scratch\"}");
    assertTrue(privileged.integer("status") != 0, privileged.print());
  }

  @Test
  void memoryIsWhatTheFunctionAskedFor() {
    String reason = python.call("{\"do\":\"exhaust\"}").death().reason();
    assertTrue(reason.contains("memory limit"), reason);
    assertEquals("/function", answer("{\"do\":\"surroundings\"}").string("cwd"));
  }

  @Test
  void programThatTheNodeLacksIsRefusedAtOnce() throws IOException {
    var missing = ProgramFunction.of(node, python.manifest().files(), "no-such-program", "main.py");
    var refused = assertThrows(CallException.class, () -> missing.call("{}"));
    assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, refused.code());
    assertEquals(
        "the function runs no-such-program, which this node doesn't have in"
            + " /usr/local/bin:/usr/bin:/bin",
        refused.reason());
  }

  @Test
  void ownProgramRunsWithTheNodesLibrariesAlone() throws Exception {
    List<ManifestFile> files = List.of(node.blob("bin/echo", compiled("echo.cc")));
    var own = ProgramFunction.of(node, files, "bin/echo");
    assertEquals("{\"a\":[1,2.50]}", own.call("{\"a\":[1,2.50]}").output().print());
    var script =
        ProgramFunction.of(
            node,
            List.of(node.blob("bin/run", "#!/usr/bin/python3\n".getBytes(StandardCharsets.UTF_8))),
            "bin/run");
    CallException failure = script.call("{}").failure();
    assertTrue(node.pools().workerLog("owner/program").toString().contains("bin/run"), "tells why");
    assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, failure.code(), failure.reason());
  }

  @Test
  void whereFunctionsAreTrustedItRunsWithoutASandbox() throws Exception {
    var settings =
        Map.of("hearth.node.bubblewrap", "/no/bwrap", "hearth.node.trust-functions", "true");
    try (var open = new TestNode(settings)) {
      var trusted = ProgramFunction.python(open, ProgramFunction.resource("/programs/probe.py"));
      JsonObject seen = trusted.call("{\"do\":\"surroundings\"}").output().asObject();
      assertTrue(seen.string("cwd").startsWith(open.folder().toString()), seen.string("cwd"));
      assertEquals(seen.string("temporary"), seen.object("environment").string("HOME"));
      var own =
          ProgramFunction.of(open, List.of(open.blob("bin/echo", compiled("echo.cc"))), "bin/echo");
      assertEquals("{}", own.call("{}").output().print());
    }
  }

  @Test
  void nodeWithoutProgramsRefusesThemAll() throws IOException {
    try (var bare = new TestNode(Map.of("hearth.node.program-path", "/var/empty"))) {
      var function = ProgramFunction.of(bare, python.manifest().files(), "python3", "main.py");
      var refused = assertThrows(CallException.class, () -> function.call("{}"));
      assertEquals(
          "the function runs python3, which this node doesn't have in /var/empty",
          refused.reason());
    }
  }

  private byte[] compiled(String source) throws IOException, InterruptedException {
    Path text = Files.writeString(node.folder().resolve(source), resource(source));
    Path program = node.folder().resolve("program");
    Process compiler =
        new ProcessBuilder("g++", "-O1", "-o", program.toString(), text.toString())
            .inheritIO()
            .start();
    assertEquals(0, compiler.waitFor(), "g++");
    byte[] bytes = Files.readAllBytes(program);
    Files.delete(text);
    Files.delete(program);
    return bytes;
  }

  private static String resource(String name) throws IOException {
    return ProgramFunction.resource("/programs/" + name);
  }
}
