package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single calls, through a real sandbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallTest {
  private final Function function = Function.unary();
  private TestNode node;

  @BeforeAll
  void start() throws IOException {
    node = new TestNode(Map.of());
  }

  @AfterAll
  void stop() throws IOException {
    node.close();
  }

  @Test
  void callIsAnsweredFromWithinTheSandbox() throws IOException {
    JsonObject input = JsonObject.builder().put("do", "echo").put("x", 1).build();
    Heard heard = node.call(function, input);
    JsonObject output = heard.output().asObject();
    assertEquals(input, output.object("echo"));
    assertEquals("/", output.string("endpoint"));
    assertEquals(List.of("started", "ended"), heard.events());
  }

  @Test
  void logAndProgressAreHeardInOrder() throws IOException {
    Heard heard = node.call(function, "log");
    assertEquals("{}", heard.output().print());
    assertEquals(
        List.of("started", "WARN a line", "3/20", "partial {\"partial\":true} of []", "ended"),
        heard.events());
  }

  @Test
  void partialsComeWithTheFilesThatAreCompleteByThen() throws IOException {
    Heard heard = node.call(function, "previews");
    assertEquals("{\"image\":{\"url\":\"hearth-file:1\"}}", heard.output().print());
    assertEquals(
        List.of(
            "started",
            "partial {\"n\":1} of []",
            "partial {\"image\":{\"url\":\"hearth-file:0\"}} of [first]",
            "partial {\"n\":3} of [first]",
            "ended"),
        heard.events());
  }

  @Test
  void failureComesWithTheFilesThatPartialsMayName() throws IOException {
    Heard heard = node.call(function, "preview and fail");
    List<Path> files = heard.outcome().files();
    assertEquals(
        List.of("started", "partial {\"image\":{\"url\":\"hearth-file:0\"}} of [first]", "ended"),
        heard.events());
    assertEquals(1, files.size(), "the unfinished one is gone");
    assertEquals("first", Files.readString(files.getFirst()));
    Files.delete(files.getFirst());
  }

  @Test
  void setUpWritesToTheWorkerLog() throws IOException {
    assertEquals("{}", node.call(function, "log").output().print());
    List<String> lines =
        node.pools().workerLog("owner/unary").stream().map(LogLine::message).toList();
    assertTrue(lines.contains("set up in /function"), lines.toString());
    assertEquals(List.of(), node.pools().workerLog("owner/other"));
  }

  @Test
  void refusalKeepsItsCodeAndField() throws IOException {
    CallException reason = node.call(function, "refuse").failure();
    assertEquals(ErrorCode.IMAGE_LOAD_ERROR, reason.code());
    assertEquals("not a picture", reason.reason());
    assertEquals(
        List.of(new FieldError(List.of("body", "image_url"), "not a picture", "image_load_error")),
        reason.fields());
  }

  @Test
  void stackOfAFailureIsForTheWorkerLogOnly() throws IOException {
    CallException reason = node.call(function.named("failing"), "fail").failure();
    assertEquals(ErrorCode.FUNCTION_FAILED, reason.code());
    assertEquals("the model broke", reason.reason());
    List<LogLine> log = node.pools().workerLog("owner/failing");
    assertTrue(log.stream().anyMatch(line -> line.message().contains("at the.Function.run")));
  }

  @Test
  void functionCantSpeakForThePlatform() throws IOException {
    assertEquals(ErrorCode.FUNCTION_FAILED, node.call(function, "bill").failure().code());
  }

  @Test
  void outputFilesArriveWholeAndInOrder() throws IOException {
    JsonObject input =
        JsonObject.builder().put("do", "files").put("count", 3).put("bytes", 1 << 20).build();
    Heard heard = node.call(function, input);
    var answered = assertInstanceOf(WorkOutcome.Answered.class, heard.outcome());
    assertEquals(3, answered.files().size());
    for (int file = 0; file < 3; file++) {
      byte[] content = Files.readAllBytes(answered.files().get(file));
      assertEquals(2 << 20, content.length);
      byte[] start = {(byte) file, (byte) (file + 1), (byte) (file + 2)};
      assertArrayEquals(start, Arrays.copyOf(content, 3));
      Files.delete(answered.files().get(file));
    }
  }

  @ParameterizedTest
  @CsvSource({"., rw-r--r--", "., rw-------", "/dev/shm, rw-r--r--"})
  void mediaAreReadableInsideAndGoneAfterwards(String folder, String permissions)
      throws IOException {
    Path picture = Files.createTempFile(node.folder().resolve(folder), "picture", "");
    Files.writeString(picture, "pixels");
    Files.setPosixFilePermissions(picture, PosixFilePermissions.fromString(permissions));
    Work plain = function.work(function.manifest(node), mediaInput(), new Heard());
    var heard = new Heard();
    node.submit(withMedia(plain, List.of(picture), heard));
    assertEquals(Json.of("pixels"), heard.output());
    assertEquals(
        permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(picture)));
    Await.until("the call's media are gone", () -> stagedMedia().isEmpty());
    Files.delete(picture);
  }

  private static JsonObject mediaInput() {
    return JsonObject.builder()
        .put("do", "read media")
        .put("prompt", "hearth-media:0")
        .put("image", JsonObject.builder().put("url", "hearth-media:0").put("width", 1).build())
        .build();
  }

  private static Work withMedia(Work work, List<Path> media, Heard heard) {
    return new Work(
        work.requestId(),
        work.function(),
        work.version(),
        work.manifest(),
        work.endpoint(),
        work.input(),
        media,
        "",
        false,
        work.startWithin(),
        heard);
  }

  private List<Path> stagedMedia() {
    try (Stream<Path> files = Files.walk(node.runtimeDirectory().resolve("w"))) {
      return files
          .filter(path -> path.getNameCount() > 0 && path.toString().matches(".*/m/.+"))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void mediaThatVanishedFailTheCallAlone() throws IOException {
    var heard = new Heard();
    Work plain = function.work(function.manifest(node), mediaInput(), heard);
    node.submit(withMedia(plain, List.of(Path.of("/nowhere/picture")), heard));
    assertEquals(ErrorCode.INTERNAL, heard.failure().code());
    assertEquals("{}", node.call(function, "log").output().print());
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit", "halt"})
  void deathOfAWorkerHarmsItsCallOnly(String how) throws IOException {
    assertEquals(1, node.call(function, how).death().batchSize());
    assertEquals("{}", node.call(function, "log").output().print());
  }

  @Test
  void killedWorkerIsReplaced() throws IOException {
    Function victim = function.named("victim");
    Heard running = node.call(victim, "for-ever");
    running.awaitStart();
    WorkerStatus worker = worker("owner/victim");
    assertEquals("busy", worker.state());
    assertTrue(ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly());
    assertTrue(running.death().reason().contains("signal 9"), running.death().reason());
    assertEquals("{}", node.call(victim, "log").output().print());
    assertTrue(worker("owner/victim").pid() != worker.pid());
    assertEquals(
        1, node.registry().get("worker.deaths").tag("function", "owner/victim").counter().count());
    assertEquals(
        2,
        node.registry()
            .get("coldstart.phase")
            .tags("function", "owner/victim", "phase", "load")
            .timer()
            .count());
  }

  private WorkerStatus worker(String name) {
    return node.pools().workers().stream()
        .filter(status -> status.function().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void warmWorkerServesTheNextCall() throws IOException {
    Function warm = function.named("warm");
    assertEquals("{}", node.call(warm, "log").output().print());
    assertEquals("{}", node.call(warm, "log").output().print());
    WorkerStatus worker = worker("owner/warm");
    assertEquals(2, worker.calls());
    assertEquals("idle", worker.state());
    assertTrue(worker.isolation().startsWith("bubblewrap, "), worker.isolation());
  }

  @Test
  void inputBeyondTheFrameIsRefused() throws IOException {
    JsonObject input =
        JsonObject.builder().put("do", "echo").put("x", "y".repeat(31 << 20)).build();
    CallException refused = assertThrows(CallException.class, () -> node.call(function, input));
    assertEquals(ErrorCode.PAYLOAD_TOO_LARGE, refused.code());
  }

  @Test
  void longInputArrivesWhole() throws IOException {
    JsonObject input = JsonObject.builder().put("do", "echo").put("x", "y".repeat(5 << 20)).build();
    assertEquals(input, node.call(function, input).output().asObject().object("echo"));
  }
}
