package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobHasher;
import dev.hearth.sdk.blob.BlobTree;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a creator does from the command line, and what becomes of it. */
@ExtendWith(RunningInstallation.class)
final class CreatorTest {
  private static final String FUNCTION = "hearth/chameleon";
  private static final Duration NOTICED = Duration.ofSeconds(60);
  private static final int WEIGHT_BYTES = 200_000_000;

  @TempDir private Path folder = Path.of("");

  private final Installation installation;

  CreatorTest(Installation installation) {
    this.installation = installation;
  }

  private Command hearth() {
    return new Command(installation, folder.resolve("cache"));
  }

  private Chameleon chameleon() {
    return new Chameleon(folder.resolve("chameleon"));
  }

  private Reply call(Caller caller) throws Exception {
    ObjectNode question = Installation.JSON.createObjectNode().put("nothing", "");
    return caller.run(FUNCTION, question);
  }

  private String answer(String member) throws Exception {
    Reply reply = call(installation.creator());
    return reply.status() == 200
        ? reply.body().required(member).textValue()
        : reply.status() + " " + reply.body();
  }

  private BlobTree weights() throws IOException {
    Path file = folder.resolve("chameleon/weights/main/model.bin");
    Files.createDirectories(file.getParent());
    var random = new Random();
    var hasher = new BlobHasher();
    byte[] piece = new byte[1_000_000];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int written = 0; written < WEIGHT_BYTES; written += piece.length) {
        random.nextBytes(piece);
        hasher.update(ByteBuffer.wrap(piece));
        out.write(piece);
      }
    }
    return hasher.tree();
  }

  private HttpResponse<String> send(String method, String path, byte[] body) throws Exception {
    var request =
        HttpRequest.newBuilder(installation.console().resolve(path))
            .header("Authorization", "Key " + installation.creator().key())
            .header("Content-Type", "application/octet-stream")
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  /** Chunks that the server hasn't; all of them before the upload begins. */
  private int missing(BlobTree tree) throws Exception {
    HttpResponse<String> state =
        send("POST", "/v1/blobs/" + tree.digest() + "/upload", tree.encode());
    assertEquals(200, state.statusCode(), state.body());
    return Installation.JSON.readTree(state.body()).required("missing").size();
  }

  @Test
  void killedDeployGoesOnAndAnUnchangedBlobIsNeverSentAgain() throws Exception {
    chameleon().build("green", "");
    BlobTree tree = weights();
    int chunks = tree.chunkCount();
    String path = chameleon().folder().toString();

    Process killed = hearth().start("deploy", path, "--parallel", "1", "--json");
    Await.until(NOTICED, () -> missing(tree), left -> left < chunks - 3 || !killed.isAlive());
    assertTrue(killed.isAlive(), "it was to be killed in the middle");
    Processes.kill(killed.pid());
    int left = missing(tree);
    assertTrue(left > 0 && left < chunks, left + " of " + chunks + " chunks");

    JsonNode deployed = hearth().ok("deploy", path, "--json").json();
    long sent = deployed.required("uploaded_bytes").longValue();
    long jar = Files.size(chameleon().jar());
    assertTrue(sent <= (long) left * BlobDigest.CHUNK_BYTES + jar, sent + " bytes were sent");
    assertTrue(sent < WEIGHT_BYTES, sent + " bytes were sent");
    assertEquals("green", answer("colour"));

    chameleon().build("blue", "");
    JsonNode second = hearth().ok("deploy", path, "--json").json();
    assertEquals(
        Files.size(chameleon().jar()), second.required("uploaded_bytes").longValue(), "the jar");
    assertEquals("blue", Await.until(NOTICED, () -> answer("colour"), "blue"::equals));
  }

  @Test
  void damagedChunkIsRefusedByDigest() throws Exception {
    byte[] bytes = new byte[BlobDigest.CHUNK_BYTES + 1_000];
    new Random().nextBytes(bytes);
    var hasher = new BlobHasher();
    hasher.update(ByteBuffer.wrap(bytes));
    BlobTree tree = hasher.tree();
    assertEquals(2, missing(tree));
    byte[] damaged = java.util.Arrays.copyOfRange(bytes, BlobDigest.CHUNK_BYTES, bytes.length);
    damaged[17] ^= 4;
    HttpResponse<String> refused = send("PUT", "/v1/blobs/" + tree.digest() + "/upload/1", damaged);
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains(tree.digest().hex()), refused.body());
    assertEquals(2, missing(tree));
  }

  @Test
  void rollbackChangesWhatACallRuns() throws Exception {
    String path = chameleon().build("red", "").folder().toString();
    String red = hearth().ok("deploy", path, "--json").json().required("version").textValue();
    chameleon().build("yellow", "");
    String yellow = hearth().ok("deploy", path, "--json").json().required("version").textValue();
    assertNotEquals(red, yellow);
    assertEquals("yellow", Await.until(NOTICED, () -> answer("colour"), "yellow"::equals));

    JsonNode rolled = hearth().ok("rollback", "chameleon", "--json").json();
    assertEquals(red, rolled.required("version").textValue());
    assertEquals("red", Await.until(NOTICED, () -> answer("colour"), "red"::equals));
    hearth().ok("rollback", "me/chameleon", yellow.substring(0, 12));
    assertEquals("yellow", Await.until(NOTICED, () -> answer("colour"), "yellow"::equals));

    JsonNode versions = hearth().ok("versions", FUNCTION, "--json").json().required("versions");
    assertEquals(yellow, versions.get(0).required("version").textValue());
    assertTrue(versions.get(0).required("live").booleanValue());
  }

  @Test
  void visibilityDecidesWhoCalls() throws Exception {
    String path = chameleon().build("grey", "").folder().toString();
    hearth().ok("deploy", path, "--private");
    Caller stranger = installation.developer();
    assertEquals(404, Await.until(NOTICED, () -> call(stranger).status(), status -> status == 404));
    hearth().ok("deploy", path, "--unlisted");
    assertEquals(200, Await.until(NOTICED, () -> call(stranger).status(), status -> status == 200));
    hearth().ok("deploy", path, "--submit", "--price", "0.001");
    assertTrue(hearth().ok("listings").output().contains(FUNCTION));
    hearth().ok("listings", "reject", FUNCTION, "--reason", "too grey");
    assertTrue(hearth().ok("functions").output().contains("was rejected: too grey"));
    hearth().ok("deploy", path, "--private");
    assertEquals(404, Await.until(NOTICED, () -> call(stranger).status(), status -> status == 404));
    assertEquals(3, hearth().run("versions", FUNCTION, "--as", "developer").status());
  }

  @Test
  void secretReachesTheWorkerAndNobodyElse() throws Exception {
    String value = "s3cret-" + java.util.UUID.randomUUID();
    String path = chameleon().build("white", "CHAMELEON_TOKEN").folder().toString();
    hearth().ok("deploy", path);
    Reply without =
        Await.until(NOTICED, () -> call(installation.creator()), reply -> reply.status() == 503);
    assertEquals(503, without.status(), without::toString);
    assertFalse(without.toString().contains("CHAMELEON_TOKEN"), "callers don't learn its name");
    Await.until(
        NOTICED,
        () -> hearth().ok("logs", "chameleon").output(),
        log -> log.contains("secret CHAMELEON_TOKEN isn't set"));
    assertTrue(
        hearth().ok("logs", "chameleon").output().contains("hearth secrets set CHAMELEON_TOKEN"));

    assertEquals(0, hearth().input(value + "\n", "secrets", "set", "CHAMELEON_TOKEN").status());
    assertEquals(value, Await.until(NOTICED, () -> answer("told"), value::equals));
    assertUnseen(value);

    // The same function of another owner isn't told.
    hearth().ok("deploy", path, "--as", "admin");
    Reply others =
        installation
            .admin()
            .run("platform/chameleon", Installation.JSON.createObjectNode().put("nothing", ""));
    assertEquals(503, others.status(), others::toString);

    String changed = "changed-" + java.util.UUID.randomUUID();
    assertEquals(0, hearth().input(changed, "secrets", "set", "CHAMELEON_TOKEN").status());
    assertEquals(changed, Await.until(NOTICED, () -> answer("told"), changed::equals));
    assertUnseen(changed);
    hearth().ok("secrets", "unset", "CHAMELEON_TOKEN");
    assertEquals(3, hearth().run("secrets", "unset", "CHAMELEON_TOKEN").status());
  }

  /** No log, no list of processes, no answer has it. */
  private void assertUnseen(String value) throws Exception {
    try (Stream<Path> logs = Files.list(installation.data().resolve("log"))) {
      for (Path log : logs.toList()) {
        assertFalse(Files.readString(log).contains(value), log::toString);
      }
    }
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      for (String what : List.of("cmdline", "environ")) {
        assertFalse(read(Path.of("/proc", process.pid() + "", what)).contains(value));
      }
    }
    assertFalse(hearth().ok("secrets", "list", "--json").output().contains(value));
    assertFalse(hearth().ok("logs", "chameleon").output().contains(value));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }

  @Test
  void installationThatDoesNotRunIsASentenceAndAnExitCode() throws Exception {
    Process none =
        RunningInstallation.launcher(
                List.of(
                    "ps",
                    "--api",
                    "http://127.0.0.1:1",
                    "--console",
                    "http://127.0.0.1:1",
                    "--key",
                    "a:b",
                    "--data",
                    installation.data().toString()))
            .start();
    String said =
        new String(none.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(7, none.waitFor(), said);
    assertTrue(said.contains("is Hearth running? ./hearth up starts it"), said);
  }
}
