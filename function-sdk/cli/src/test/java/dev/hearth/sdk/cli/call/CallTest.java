package dev.hearth.sdk.cli.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import dev.hearth.sdk.cli.TestServer;
import dev.hearth.sdk.cli.TestServer.Reply;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CallTest {
  private static final String REQUEST = "/queue/acme/glow/requests/r1";

  @TempDir private Path folder = Path.of("");

  private final TestServer server;
  private final AtomicInteger looks = new AtomicInteger();

  CallTest() throws IOException {
    server = new TestServer();
  }

  @BeforeEach
  void serve() {
    String base = server.origin() + REQUEST;
    String urls =
        "\"request_id\":\"r1\",\"response_url\":\"%s\",\"status_url\":\"%s/status\",\"cancel_url\":\"%s/cancel\""
            .formatted(base, base, base);
    server
        .on("POST /queue/acme/glow", 200, "{\"status\":\"IN_QUEUE\"," + urls + "}")
        .on("GET " + REQUEST + "/status", _ -> status(looks.getAndIncrement(), urls))
        .on(
            "GET " + REQUEST,
            _ ->
                new Reply(
                    200, "{\"words\":[\"a\"],\"none\":{}}", Map.of("x-hearth-cost", "0.0015")));
  }

  private static Reply status(int look, String urls) {
    String one = "{\"message\":\"warming up\\n\"}";
    String state =
        switch (look) {
          case 0 -> "\"status\":\"IN_QUEUE\",\"queue_position\":2";
          case 1 ->
              "\"status\":\"IN_PROGRESS\",\"progress\":{\"done\":3,\"total\":12},"
                  + "\"partial\":{\"image\":{\"url\":\"https://media.example/p.png\"}},"
                  + "\"logs\":["
                  + one
                  + "]";
          default -> "\"status\":\"COMPLETED\",\"logs\":[" + one + ",{\"message\":\"done\"}]";
        };
    return Reply.of(look < 2 ? 202 : 200, "{" + state + "," + urls + "}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String[] words(String... more) {
    var words = new ArrayList<String>(List.of("call", "acme/glow"));
    words.add("--api=" + server.origin());
    words.add("--console=" + server.origin());
    words.add("--key=id:secret");
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Json sent() {
    return Json.parse(server.requests("POST /queue/acme/glow").getFirst().text());
  }

  @Test
  void theResultIsAllThatStandsOnStandardOutput() {
    Ran ran = Ran.hearth(words("prompt=a cat=b", "steps:=4", "deep:={\"a\":[null]}", "empty="));
    assertEquals(0, ran.status(), ran.err());
    assertEquals(
        Json.parse("{\"prompt\":\"a cat=b\",\"steps\":4,\"deep\":{\"a\":[null]},\"empty\":\"\"}"),
        sent());
    assertEquals("{\n  \"words\": [\n    \"a\"\n  ],\n  \"none\": {}\n}\n", ran.out());
    assertEquals(
        List.of(
            "in queue, position 2",
            "running",
            "running, 3 of 12",
            "preview: https://media.example/p.png"),
        ran.err().lines().filter(line -> line.matches("(in queue|running|preview).*")).toList());
    assertEquals(
        List.of("| warming up", "| done"),
        ran.err().lines().filter(line -> line.startsWith("|")).toList(),
        "each line once");
    assertTrue(ran.err().contains("cost: $0.0015"), ran.err());
    assertTrue(
        server.requests("PUT " + REQUEST + "/cancel").isEmpty(), "ended calls aren't cancelled");
  }

  private static Reply events(String text) {
    return new Reply(
        200, text, Map.of("content-type", "text/event-stream", "x-fal-request-id", "r2"));
  }

  private static final String PARTIALS =
      "id: 1\ndata: {\"words\":[]}\n\nid: 3\ndata: {\"words\":[\"a\"]}\n\n";

  @Test
  void streamPrintsPartialsAsLinesAndThenTheResult() {
    String output = ": x-hearth-cost 0.0015\nevent: output\ndata: {\"words\":[\"a\",\"b\"]}\n\n";
    server.on("POST /run/acme/glow/stream", _ -> events(PARTIALS + output));
    Ran ran = Ran.hearth(words("--stream", "prompt=cat"));
    assertEquals(0, ran.status(), ran.err());
    assertEquals(
        "{\"words\":[]}\n{\"words\":[\"a\"]}\n{\n  \"words\": [\n    \"a\",\n    \"b\"\n  ]\n}\n",
        ran.out());
    assertTrue(ran.err().contains("cost: $0.0015"), ran.err());
    Ran lines = Ran.hearth(words("--stream", "--json", "prompt=cat"));
    assertEquals(
        List.of(
            "{\"number\":1,\"partial\":{\"words\":[]}}",
            "{\"number\":3,\"partial\":{\"words\":[\"a\"]}}",
            "{\"request_id\":\"r2\",\"cost\":\"0.0015\",\"output\":{\"words\":[\"a\",\"b\"]}}"),
        lines.out().lines().toList());
    assertEquals(List.of(), server.requests("POST /queue/acme/glow"));
  }

  @Test
  void hintGoesWithTheCallAndHintsAreShown() {
    server.on(
        "GET " + REQUEST, _ -> new Reply(200, "{}", Map.of("x-fal-runner-hints", "lora:a,lora:b")));
    Ran ran = Ran.hearth(words("--hint", "lora:a"));
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.err().contains("hints: lora:a, lora:b"), ran.err());
    assertEquals(
        "lora:a", server.requests("POST /queue/acme/glow").getFirst().header("x-fal-runner-hint"));
    Ran line = Ran.hearth(words("--json"));
    assertEquals(
        "{\"request_id\":\"r1\",\"hints\":[\"lora:a\",\"lora:b\"],\"output\":{}}\n", line.out());

    String output = "event: output\ndata: {}\n\n";
    server.on("POST /run/acme/glow/stream", _ -> events(output));
    assertEquals(0, Ran.hearth(words("--stream", "--hint", "lora:b")).status());
    assertEquals(
        "lora:b",
        server.requests("POST /run/acme/glow/stream").getFirst().header("x-fal-runner-hint"));
  }

  @Test
  void streamThatFailsHalfwaySaysWhy() {
    String error =
        "event: error\ndata: {\"error\":{\"status\":500,\"body\":{\"detail\":[{\"loc\":[\"body\"],"
            + "\"msg\":\"out of paint\",\"type\":\"internal_server_error\"}]}}}\n\n";
    server.on("POST /run/acme/glow/stream", _ -> events(PARTIALS + error));
    Ran ran = Ran.hearth(words("--stream"));
    assertEquals(1, ran.status());
    assertEquals(2, ran.out().lines().count());
    assertTrue(ran.err().contains("hearth: acme/glow: 500"), ran.err());
    assertTrue(ran.err().contains("out of paint"), ran.err());
    server.on("POST /run/acme/glow/stream", 404, "{\"detail\":\"Application not found\"}");
    Ran missing = Ran.hearth(words("--stream"));
    assertEquals(1, missing.status());
    assertTrue(missing.err().contains("Application not found"), missing.err());
    assertEquals(2, Ran.hearth(words("--stream", "--input=[1]")).status());
  }

  @Test
  void oneLineOfJsonForScripts() {
    Ran ran = Ran.hearth(words("--json", "--input={\"x\":1}"));
    assertEquals(1, ran.out().lines().count());
    JsonObject line = Json.parseObject(ran.out());
    assertEquals("r1", line.string("request_id"));
    assertEquals("0.0015", line.string("cost"));
    assertEquals(Json.parse("[\"a\"]"), line.object("output").require("words"));
    assertEquals(Json.parse("{\"x\":1}"), sent());
  }

  @Test
  void aFileIsUploadedAndItsUrlIsPassed() throws IOException {
    byte[] picture = new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2};
    Path file = Files.write(folder.resolve("cat.png"), picture);
    server
        .on(
            "POST /rest/storage/upload/initiate",
            200,
            "{\"upload_url\":\"%s/up/1\",\"file_url\":\"https://media.example/cat.png\"}"
                .formatted(server.origin()))
        .on("PUT /up/1", 200, "");
    Ran ran = Ran.hearth(words("image_url=@" + file));
    assertEquals(0, ran.status(), ran.err());
    assertEquals(Json.parse("{\"image_url\":\"https://media.example/cat.png\"}"), sent());
    assertEquals(
        Json.parse("{\"file_name\":\"cat.png\",\"content_type\":\"image/png\"}"),
        Json.parse(server.requests("POST /rest/storage/upload/initiate").getFirst().text()));
    TestServer.Request upload = server.requests("PUT /up/1").getFirst();
    assertEquals(
        List.of(7, "image/png"),
        List.of(upload.body().length, String.valueOf(upload.header("Content-Type"))));
    assertNull(upload.header("Authorization"), "an upload URL gets no key");
  }

  @Test
  void inputFromAFileAndAMissingFile() throws IOException {
    Path input = Files.writeString(folder.resolve("in.json"), "{\"seed\":7}");
    assertEquals(0, Ran.hearth(words("--input=@" + input)).status());
    assertEquals(Json.parse("{\"seed\":7}"), sent());
    Ran ran = Ran.hearth(words("image_url=@" + folder.resolve("nothing.png")));
    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("there is no file"), ran.err());
  }

  @Test
  void aFailedCallSaysWhyInFalsWords() {
    server.on(
        "GET " + REQUEST,
        422,
        "{\"detail\":[{\"loc\":[\"body\",\"image_url\"],\"msg\":\"not an"
            + " image\",\"type\":\"image_load_error\"}]}");
    Ran ran = Ran.hearth(words());
    assertEquals(2, ran.status());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("body.image_url: not an image (HTTP 422"), ran.err());
  }

  @Test
  void mediaAreSavedUnderPlainNamesOnly() throws IOException {
    String file = "{\"url\":\"%s/m/%s\",\"content_type\":\"image/png\"%s}";
    server
        .on(
            "GET " + REQUEST,
            200,
            "{\"image\":"
                + file.formatted(server.origin(), "1", ",\"file_name\":\"../../evil.png\"")
                + ",\"all\":["
                + file.formatted(server.origin(), "2", ",\"file_name\":\"evil.png\"")
                + ","
                + file.formatted(server.origin(), "3.png", "")
                + ",{\"url\":\"data:image/png;base64,Zm91cg==\",\"content_type\":\"image/png\","
                + "\"file_name\":\"evil.png\"}"
                + "],\"note\":{\"url\":\"https://no.example\"}}")
        .on("GET /m/1", 200, "one")
        .on("GET /m/2", 200, "two")
        .on("GET /m/3.png", 200, "three");
    Path output = folder.resolve("a/b");
    Ran ran = Ran.hearth(words("--output=" + output));
    assertEquals(0, ran.status(), ran.err());
    assertEquals("one", Files.readString(output.resolve("evil.png")));
    assertEquals("two", Files.readString(output.resolve("evil-2.png")));
    assertEquals("three", Files.readString(output.resolve("3.png")));
    assertEquals("four", Files.readString(output.resolve("evil-3.png")));
    try (Stream<Path> tree = Files.walk(folder)) {
      assertEquals(4, tree.filter(Files::isRegularFile).count());
    }
    assertTrue(
        server.requests().stream()
            .filter(request -> request.path().startsWith("/m/"))
            .allMatch(request -> request.header("Authorization") == null),
        "media hosts get no key");
  }

  @Test
  void ctrlCCancelsTheCall() throws Exception {
    var looked = new CountDownLatch(1);
    var cancelled = new CountDownLatch(1);
    server
        .on(
            "GET " + REQUEST + "/status",
            _ -> {
              looked.countDown();
              return Reply.of(202, "{\"status\":\"IN_PROGRESS\",\"logs\":[]}");
            })
        .on(
            "PUT " + REQUEST + "/cancel",
            _ -> {
              cancelled.countDown();
              return Reply.of(202, "{\"status\":\"CANCELLATION_REQUESTED\"}");
            });
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.hearth.sdk.cli.Main"));
    command.addAll(List.of(words()));
    File output = folder.resolve("out").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    assertTrue(looked.await(60, TimeUnit.SECONDS), "the call runs");
    assertEquals(0, new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertTrue(cancelled.await(0, TimeUnit.SECONDS), "cancelled before it ended");
    assertFalse(process.exitValue() == 0);
  }
}
