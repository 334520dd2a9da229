package dev.hearth.runtime.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.EventReader;
import dev.hearth.runtime.harness.EventReader.Event;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.Pictures;
import dev.hearth.runtime.media.MediaStore;
import dev.hearth.runtime.pool.Work;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class CallStreamsTest extends GatewayFixture {
  private static final String STRICT = "/run/hearth/strict/stream";
  private static final long FUNDS = 5_000_000_000L;

  @Inject MediaStore media;
  @Inject ObjectMapper json;

  private EventReader stream(String path, String body, String... more) throws Exception {
    var headers = new ArrayList<>(List.of("Authorization", caller.key()));
    headers.addAll(List.of(more));
    return EventReader.post(RestAssured.port, path, body, headers.toArray(String[]::new));
  }

  /** Begins with that and goes on by hand. */
  private void script(Consumer<Work> begin) {
    pools.script(
        work -> {
          work.listener().started(Hints.NONE);
          begin.accept(work);
        });
  }

  private Work open() {
    return pools.openWork().getFirst();
  }

  private void assertCost(long nanos) throws Exception {
    Await.until("settled", () -> marketplace.balance(caller) == FUNDS - nanos);
    assertEquals(nanos == 0 ? 0 : 1, marketplace.events(caller).size());
  }

  @Test
  void partialsComeWhenTheyAreMadeAndTheOutputLastWithItsCost() throws Exception {
    script(work -> pools.emit(work, "{\"n\":1}"));
    try (EventReader events = stream(STRICT, PROMPT)) {
      assertEquals(200, events.status());
      assertEquals("text/event-stream", events.header("content-type"));
      assertEquals("no-store", events.header("cache-control"));
      assertEquals("0.001", events.header("x-hearth-cost-bound"));
      assertEquals("", events.header("x-hearth-cost"), "not known yet");
      assertEquals(new Event("1", "", "{\"n\":1}", List.of()), events.require());
      pools.emit(open(), "{\n  \"n\": \"é 🙂\"\n}");
      Event second = events.require();
      assertEquals("2", second.id());
      assertEquals("{   \"n\": \"\\u00e9 \\ud83d\\ude42\" }", second.data());
      assertEquals(FUNDS, marketplace.balance(caller), "nothing is paid before the end");
      pools.answer(open(), "{\"n\":3}");
      assertEquals(
          new Event("", "output", "{\"n\":3}", List.of("x-hearth-cost 0.001")), events.require());
      assertEquals(Optional.empty(), events.next());
      assertCost(1_000_000);
      assertEquals(
          "{\"n\":3}",
          RestAssured.given()
              .header("Authorization", caller.key())
              .get("/queue/hearth/strict/requests/" + events.header("x-fal-request-id"))
              .asString(),
          "it is a request like any other");
    }
  }

  @Test
  void hintsStandInTheHeaderOfAStream() throws Exception {
    pools.hints("lora:a");
    pools.script(
        work -> {
          work.listener().started(new Hints(List.of("lora:before")));
          pools.emit(work, "{\"n\":1}");
        });
    try (EventReader events = stream(STRICT, PROMPT, "x-fal-runner-hint", "lora:a")) {
      assertEquals("lora:before", events.header("x-fal-runner-hints"));
      assertEquals("lora:a", open().hint());
      events.require();
      pools.answer(open(), "{}");
      events.require();
    }
    pools.script(pools::echo);
    try (EventReader events = stream(STRICT, PROMPT)) {
      assertEquals("lora:a", events.header("x-fal-runner-hints"), "known when it begins");
      events.require();
    }
    Await.until("settled", () -> marketplace.balance(caller) == FUNDS - 2_000_000);
  }

  @Test
  void chargeIsCommittedBeforeTheLastEvent() throws Exception {
    script(work -> pools.emit(work, "1"));
    try (EventReader events = stream(STRICT, PROMPT)) {
      events.require();
      pools.answer(open(), "{}");
      events.require();
      RestAssured.given()
          .header("Authorization", caller.key())
          .get("/queue/hearth/strict/requests/" + events.header("x-fal-request-id") + "/status")
          .then()
          .statusCode(200)
          .header("x-hearth-cost", "0.001");
    }
    assertCost(1_000_000);
  }

  @Test
  void functionThatNeverEmitsIsOneEvent() throws Exception {
    try (EventReader events = stream(STRICT, PROMPT)) {
      assertEquals(200, events.status());
      assertEquals("0.001", events.header("x-hearth-cost"));
      assertEquals("1", events.header("x-fal-billable-units"));
      assertEquals(PROMPT, events.require().data());
      assertEquals(Optional.empty(), events.next());
    }
    assertCost(1_000_000);
  }

  /** The form of the host alone: {@link HostRoutingTest}. */
  @ParameterizedTest
  @CsvSource({
    "/__host/fal.run/hearth/strict/stream,",
    "/api/fal/proxy,https://fal.run/hearth/strict/stream",
    "/run/hearth/strict/stream/,",
  })
  void allRoutingsStream(String path, @Nullable String target) throws Exception {
    script(
        work -> {
          pools.emit(work, "1");
          pools.answer(work, "{}");
        });
    String[] more = target == null ? new String[0] : new String[] {"x-fal-target-url", target};
    try (EventReader events = stream(path, PROMPT, more)) {
      assertEquals("1", events.require().data());
      assertEquals("output", events.require().name());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/run/hearth/unknown/stream,404",
    "/run/hearth/strict/other/stream,404",
    "/run/hearth/strict/stream/stream,404",
    "/run/hearth/secret/stream,404",
  })
  void whatIsNotThereIsNotFound(String path, int status) throws Exception {
    try (EventReader answer = stream(path, PROMPT)) {
      assertEquals(status, answer.status());
      assertEquals("application/json", answer.header("content-type"));
    }
    assertEquals(List.of(), pools.seen());
  }

  @Test
  void clumsyRequestsAreRefusedBeforeAnythingRuns() throws Exception {
    assertRefused(422, stream(STRICT, "{\"steps\":11}"), "field required");
    assertRefused(422, stream(STRICT, "no json"), "not JSON");
    assertRefused(402, stream(STRICT, PROMPT, "x-hearth-max-cost", "0.0001"), "max_cost_exceeded");
    assertRefused(400, stream(STRICT, PROMPT, "Idempotency-Key", "a"), "takes no Idempotency-Key");
    assertRefused(
        401, EventReader.post(RestAssured.port, STRICT, PROMPT, "x-a", "b"), "Authentication");
    assertEquals(List.of(), pools.seen());
    assertCost(0);
  }

  private static void assertRefused(int status, EventReader answer, String words)
      throws IOException {
    try (answer) {
      assertEquals(status, answer.status());
      assertEquals("application/json", answer.header("content-type"));
      String body = answer.rest();
      assertTrue(body.contains(words), body);
    }
  }

  @Test
  void failureBeforeTheFirstPartialIsAnOrdinaryAnswer() throws Exception {
    script(
        work ->
            pools.end(
                work,
                new WorkOutcome.Failed(
                    CallException.field(ErrorCode.IMAGE_LOAD_ERROR, "image_url", "no picture"))));
    try (EventReader answer = stream(STRICT, PROMPT)) {
      assertEquals(422, answer.status());
      assertEquals("0", answer.header("x-hearth-cost"));
      assertTrue(!answer.header("x-fal-request-id").isEmpty());
      JsonNode detail = json.readTree(answer.rest()).required("detail").required(0);
      assertEquals("image_load_error", detail.required("type").asText());
    }
    assertCost(0);
  }

  @Test
  void failureAfterAPartialIsAnErrorEventInAnIncompleteResponseAndFree() throws Exception {
    script(work -> pools.emit(work, "{\"n\":1}"));
    try (EventReader events = stream(STRICT, PROMPT)) {
      events.require();
      pools.end(
          open(),
          new WorkOutcome.Failed(new CallException(ErrorCode.FUNCTION_FAILED, "out of paint")));
      assertError(events, 500, "internal_server_error", "out of paint");
    }
    assertCost(0);
  }

  private void assertError(EventReader events, int status, String type, String message)
      throws IOException {
    Event event = events.require();
    assertEquals("error", event.name());
    assertEquals(List.of("x-hearth-cost 0"), event.comments());
    JsonNode error = json.readTree(event.data());
    assertEquals("error", error.required("type").asText());
    assertEquals(events.header("x-fal-request-id"), error.required("request_id").asText());
    assertTrue(error.required("message").asText().contains(message), event.data());
    assertEquals(status, error.required("error").required("status").asInt());
    assertTrue(error.required("error").required("body").toString().contains(type), event.data());
    assertThrows(IOException.class, events::next, "clients that don't know the event must notice");
  }

  @Test
  void workerThatDiesBeforeAPartialReachedTheCallerIsReplaced() throws Exception {
    script(work -> pools.die(work, () -> script(again -> pools.answer(again, "{\"again\":true}"))));
    try (EventReader events = stream(STRICT, PROMPT)) {
      assertEquals("{\"again\":true}", events.require().data());
    }
    assertEquals(2, pools.seen().size());
    assertCost(1_000_000);
  }

  @Test
  void workerThatDiesAfterAPartialReachedTheCallerIsTheEnd() throws Exception {
    script(work -> pools.emit(work, "{\"n\":1}"));
    try (EventReader events = stream(STRICT, PROMPT)) {
      events.require();
      pools.die(open(), () -> {});
      assertError(events, 503, "runner_disconnected", "after output had reached the caller");
    }
    assertEquals(1, pools.seen().size());
    assertCost(0);
  }

  @Test
  void callerWhoGoesCancelsTheCallAndPaysNothing() throws Exception {
    script(work -> pools.emit(work, "{\"n\":1}"));
    try (EventReader events = stream(STRICT, PROMPT)) {
      events.require();
    }
    Await.until("it is cancelled", () -> pools.openWork().isEmpty());
    assertCost(0);
  }

  @Test
  void callerWhoGoesBeforeAnythingCameCancelsTheCall() throws Exception {
    pools.keep();
    var request =
        "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(STRICT, caller.key(), PROMPT.length(), PROMPT);
    try (var socket =
        new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      Await.until("it runs", () -> pools.openWork().size() == 1);
    }
    Await.until("it is cancelled", () -> pools.openWork().isEmpty());
    assertCost(0);
  }

  @Test
  void slowReaderMissesTheOldestAndGetsTheNewestAndTheOutput() throws Exception {
    String filler = "x".repeat(500_000);
    script(work -> pools.emit(work, "1"));
    try (EventReader events = stream(STRICT, PROMPT)) {
      events.require();
      for (int n = 2; n <= 100; n++) {
        pools.emit(open(), "\"" + filler + n + "\"");
      }
      pools.answer(open(), "{}");
      List<Integer> ids = new ArrayList<>();
      Event last = events.require();
      for (; last.name().isEmpty(); last = events.require()) {
        ids.add(Integer.parseInt(last.id()));
        assertTrue(last.data().endsWith(last.id() + "\""), "whole events only");
      }
      assertEquals("{}", last.data());
      assertEquals(100, ids.getLast());
      assertEquals(ids.stream().sorted().toList(), ids);
      assertTrue(ids.size() < 99, "50 MB can't all have waited: " + ids);
    }
    assertCost(1_000_000);
  }

  @Test
  void onlyMediaOfTheOutputAreBilledAndEachIsKeptOnce() throws Exception {
    byte[] preview = Pictures.png(300, 300);
    byte[] picture = Pictures.png(200, 100);
    Path first = FakePools.file(preview);
    Path second = FakePools.file(picture);
    String image = "{\"image\":{\"url\":\"hearth-file:%d\",\"content_type\":\"text/html\"}}";
    script(work -> pools.emit(work, image.formatted(0), first));
    String input = "{\"image_url\":\"" + Pictures.pngDataUri(100, 50) + "\"}";
    try (EventReader events = stream("/run/hearth/upscale/stream", input)) {
      JsonNode shown = json.readTree(events.require().data()).required("image");
      assertEquals("image/png", shown.required("content_type").asText());
      assertEquals(300, shown.required("width").asInt());
      assertArrayEquals(preview, bytes(shown));
      pools.emit(open(), image.formatted(1), first, second);
      JsonNode almost = json.readTree(events.require().data()).required("image");
      pools.answer(open(), image.formatted(1), -1, List.of(first, second));
      JsonNode output = json.readTree(events.require().data()).required("image");
      assertEquals(almost, output, "the same file under the same address");
      assertArrayEquals(picture, bytes(output));
      assertArrayEquals(preview, bytes(shown), "previews stay, too");
    }
    assertCost(20_000);
  }

  /**
   * The worker's files go when it has answered; what waits for the reader must not go with them.
   */
  @Test
  void partialWhoseReaderIsSlowerThanTheFunctionKeepsItsFiles() throws Exception {
    Path first = FakePools.file(Pictures.png(10, 10));
    Path second = FakePools.file(Pictures.png(20, 20));
    String image = "{\"image\":{\"url\":\"hearth-file:%d\"}}";
    script(
        work -> {
          pools.emit(work, image.formatted(0), first);
          pools.emit(work, image.formatted(1), first, second);
          pools.answer(work, image.formatted(1), -1, List.of(first, second));
        });
    String input = "{\"image_url\":\"" + Pictures.pngDataUri(10, 10) + "\"}";
    try (EventReader events = stream("/run/hearth/upscale/stream", input)) {
      List<Integer> widths = new ArrayList<>();
      for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
        JsonNode shown = json.readTree(next.get().data()).required("image");
        widths.add(shown.required("width").asInt());
        assertTrue(bytes(shown).length > 0);
      }
      assertEquals(List.of(10, 20, 20), widths);
    }
  }

  @Test
  void partialOfAFunctionThatFailsAtOnceKeepsItsFiles() throws Exception {
    Path file = FakePools.file(Pictures.png(10, 10));
    Path other = FakePools.file(new byte[] {1});
    var reason = new CallException(ErrorCode.FUNCTION_FAILED, "out of paint");
    script(
        work -> {
          pools.emit(work, "{\"image\":{\"url\":\"hearth-file:0\"}}", file, other);
          pools.end(work, new WorkOutcome.Failed(reason, List.of(file, other)));
        });
    try (EventReader events = stream(STRICT, PROMPT)) {
      assertTrue(bytes(json.readTree(events.require().data()).required("image")).length > 0);
      assertError(events, 500, "internal_server_error", "out of paint");
    }
    Await.until("no file stays behind", () -> Files.notExists(other));
    assertCost(0);
  }

  @Test
  void partialThatNamesAFileNotSentIsLeftOut() throws Exception {
    Path file = FakePools.file(new byte[] {1});
    script(
        work -> {
          pools.emit(work, "{\"image\":{\"url\":\"hearth-file:1\"}}", file);
          pools.emit(work, "2", file);
          pools.answer(work, "{}", -1, List.of(file));
        });
    try (EventReader events = stream(STRICT, PROMPT)) {
      assertEquals("2", events.require().id());
      assertEquals("{}", events.require().data());
    }
  }

  private byte[] bytes(JsonNode image) throws IOException {
    return Files.readAllBytes(media.ofUrl(image.required("url").asText()).orElseThrow().path());
  }

  @Test
  void nothingIsKeptOfPartialsThatNobodyReads() throws Exception {
    Path file = FakePools.file(Pictures.png(10, 10));
    var answered = new CountDownLatch(1);
    script(
        work -> {
          pools.emit(work, "{\"image\":{\"url\":\"hearth-file:0\"}}", file);
          assertTrue(Files.exists(file));
          pools.answer(work, "{}", -1, List.of(file));
          answered.countDown();
        });
    RestAssured.given()
        .header("Authorization", caller.key())
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(200);
    assertTrue(answered.await(30, TimeUnit.SECONDS));
    Await.until("the worker's file is gone", () -> Files.notExists(file));
  }
}
