package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.pool.hosted.MirrorCodec;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.Hints;
import dev.hearth.sdk.worker.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The real worker harness with a real function, in a real sandbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HarnessTest {
  private TestNode node;
  private Manifest manifest;

  @BeforeAll
  void start() throws IOException {
    node = new TestNode(Map.of("hearth.pool.health-interval", "20ms"), Main.class, Frame.class);
    Descriptor descriptor =
        Function.batch(4).named("mirror").descriptor(MirrorCodec.class.getName());
    manifest =
        new Manifest(
            descriptor,
            List.of(
                node.blob("lib/mirror.jar", node.jarOf(MirrorCodec.class)),
                node.blob("weights/tiny/w.bin", "weights ".getBytes(StandardCharsets.UTF_8))));
  }

  @AfterAll
  void stop() throws IOException {
    node.close();
  }

  private Heard call(String input, List<Path> media) {
    return call(manifest, input, media);
  }

  private Heard call(Manifest manifest, String input, List<Path> media) {
    var heard = new Heard();
    node.submit(
        new Work(
            UUID.randomUUID(),
            "owner/mirror",
            manifest.version().hex(),
            manifest,
            "/",
            input.getBytes(StandardCharsets.UTF_8),
            media,
            "",
            false,
            Duration.ofMinutes(1),
            heard));
    return heard;
  }

  @Test
  void pictureGoesInAndAFileComesOut() throws IOException {
    Path picture = Files.writeString(node.folder().resolve("picture"), "pixels");
    Heard heard =
        call(
            "{\"image\":{\"url\":\"hearth-media:0\",\"file_name\":\"cat.png\"}}", List.of(picture));
    var answered = assertInstanceOf(WorkOutcome.Answered.class, heard.outcome());
    assertEquals(List.of("started", "INFO mirroring cat.png", "1/1", "ended"), heard.events());
    assertEquals(42, answered.meteredMicroUnits());
    JsonObject file =
        Json.parseObject(new String(answered.output(), StandardCharsets.UTF_8)).object("file");
    assertEquals("hearth-file:0", file.string("url"));
    assertEquals("mirrored.txt", file.string("file_name"));
    assertEquals("weights pixels", Files.readString(answered.files().getFirst()));
    Files.delete(answered.files().getFirst());
    Files.delete(picture);
  }

  private Hints hintsAfterMirroring(Manifest version) throws IOException {
    Path picture = Files.writeString(node.folder().resolve("picture"), "pixels");
    Heard heard = call(version, "{\"image\":{\"url\":\"hearth-media:0\"}}", List.of(picture));
    var answered = assertInstanceOf(WorkOutcome.Answered.class, heard.outcome());
    Files.delete(answered.files().getFirst());
    Files.delete(picture);
    return answered.hints();
  }

  @Test
  void harnessTellsWhatItHasAndWhenItNoLongerWorks() throws IOException {
    JsonObject checked =
        manifest
            .descriptor()
            .toJson()
            .with("health", Json.parse("{\"start_period_seconds\":0,\"failure_threshold\":1}"));
    var version = new Manifest(Descriptor.fromJson(checked), manifest.files());
    assertEquals(new Hints(List.of("mirrored:1")), hintsAfterMirroring(version));
    assertEquals(new Hints(List.of("mirrored:2")), hintsAfterMirroring(version));
    Await.until(
        "it is replaced",
        () ->
            node.pools().workerLog("owner/mirror").stream()
                .anyMatch(
                    line -> line.message().contains("health checks that failed in a row: 1")));
    assertEquals(new Hints(List.of("mirrored:1")), hintsAfterMirroring(version));
    List<String> lines =
        node.pools().workerLog("owner/mirror").stream().map(LogLine::message).toList();
    assertTrue(
        lines.stream()
            .anyMatch(line -> line.contains("IllegalStateException: the mirror is worn out")),
        lines::toString);
  }

  @Test
  void refusalNamesTheField() {
    CallException reason = call("{}", List.of()).failure();
    assertEquals(ErrorCode.INVALID_INPUT, reason.code());
    assertEquals(List.of("body", "image"), reason.fields().getFirst().location());
  }

  @Test
  void whatSetUpSaysIsInTheWorkerLog() {
    assertEquals(422, call("{}", List.of()).failure().code().httpStatus());
    List<String> lines =
        node.pools().workerLog("owner/mirror").stream().map(LogLine::message).toList();
    assertTrue(lines.contains("mirror is up with 1 thread"), lines.toString());
    assertTrue(lines.contains("printed in set-up"), lines.toString());
  }
}
