package dev.hearth.runtime.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.EventReader;
import dev.hearth.runtime.harness.FakeMarketplace;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.Pictures;
import dev.hearth.runtime.pool.LogLine;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class GatewayTest {
  private static final String PROMPT = "{\"prompt\":\"cat\"}";

  @Inject FakePools pools;
  @Inject FakeMarketplace marketplace;
  private Member caller;

  @BeforeEach
  void freshCaller() {
    caller = marketplace.developer("5");
  }

  @AfterEach
  void booksAgree() {
    pools.reset();
    assertEquals(List.of(), marketplace.contradictions());
  }

  private RequestSpecification as(Member member) {
    return given().header("Authorization", member.key()).contentType("application/json");
  }

  private RequestSpecification call() {
    return as(caller);
  }

  private String submit(String function, String body) {
    return call()
        .body(body)
        .post("/queue/" + function)
        .then()
        .statusCode(200)
        .extract()
        .path("request_id");
  }

  private Response status(String id) {
    return call().get("/queue/hearth/strict/requests/" + id + "/status");
  }

  private void awaitCompleted(String id) throws Exception {
    Await.until("completed " + id, () -> status(id).statusCode() == 200);
  }

  // Direct run

  @Test
  void directRunAnswersTheOutputVerbatimWithItsCost() throws Exception {
    call()
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body(is(PROMPT))
        .header("x-fal-request-id", notNullValue())
        .header("x-hearth-cost", "0.001")
        .header("x-fal-billable-units", "1");
    Await.until("settled", () -> marketplace.balance(caller) == 4_999_000_000L);
  }

  @Test
  void hintReachesThePoolsAndHintsTheCaller() {
    pools.hints("lora:a", "pixel art");
    call()
        .header("x-fal-runner-hint", "lora:a")
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(200)
        .header("x-fal-runner-hints", "lora:a,pixel art")
        .header("access-control-expose-headers", containsString("x-fal-runner-hints"));
    assertEquals("lora:a", pools.seen().getLast().hint());
    pools.hints();
    call()
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(200)
        .header("x-fal-runner-hints", nullValue());
    assertEquals("", pools.seen().getLast().hint());
  }

  @Test
  void hintOfAQueuedCallReachesThePoolsAndItsResultTellsHints() throws Exception {
    pools.hints("lora:b");
    String id =
        call()
            .header("x-fal-runner-hint", "lora:b")
            .body(PROMPT)
            .post("/queue/hearth/strict")
            .then()
            .statusCode(200)
            .extract()
            .path("request_id");
    awaitCompleted(id);
    assertEquals("lora:b", pools.seen().getLast().hint());
    call()
        .get("/queue/hearth/strict/requests/" + id)
        .then()
        .statusCode(200)
        .header("x-fal-runner-hints", "lora:b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "LONG"})
  void whatCannotBeAHintIsRefused(String hint) {
    call()
        .header("x-fal-runner-hint", hint.equals("LONG") ? "a".repeat(257) : hint)
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(400)
        .body("detail", containsString("1 to 256 printable ASCII characters without comma"));
    assertEquals(List.of(), pools.seen());
  }

  @Test
  void ownersPayNothingAndStrangersDontSeePrivateFunctions() {
    as(marketplace.owner())
        .body("{}")
        .post("/run/hearth/secret")
        .then()
        .statusCode(200)
        .header("x-hearth-cost", "0");
    call()
        .body("{}")
        .post("/run/hearth/secret")
        .then()
        .statusCode(404)
        .contentType("application/json")
        .body("detail", equalTo("Application 'hearth/secret' not found"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/run/hearth/unknown",
        "/run/nobody/noop",
        "/run/hearth/noop/path",
        "/queue/hearth/unknown"
      })
  void unknownFunctionsAre404(String path) {
    call().body("{}").post(path).then().statusCode(404).body("detail", containsString("not found"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Key",
        "Key x",
        "Key :",
        "Basic a:b",
        "Key unknown:secret",
        "Bearer unknown:secret",
        "Key 00000000-0000-0000-0000-000000000000:"
      })
  void withoutAValidKeyItIs401InFalsWords(String authorization) {
    var request = given().contentType("application/json").body("{}");
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    request
        .post("/run/hearth/noop")
        .then()
        .statusCode(401)
        .contentType("application/json")
        .body(
            "detail",
            equalTo(
                "Cannot access application 'hearth/noop'. Authentication is required to access this"
                    + " application."));
  }

  @Test
  void keyOfAnotherSchemeAndWrongSecretsAreTold() {
    given()
        .header("Authorization", caller.key().replace("Key ", "Bearer "))
        .body("{}")
        .post("/run/hearth/noop")
        .then()
        .statusCode(200);
    given()
        .header("Authorization", caller.key() + "x")
        .body("{}")
        .post("/run/hearth/noop")
        .then()
        .statusCode(401);
  }

  @Test
  void revokedKeysDieSoon() throws Exception {
    call().body("{}").post("/run/hearth/noop").then().statusCode(200);
    marketplace.revoke(caller);
    Await.until("revoked", () -> call().body("{}").post("/run/hearth/noop").statusCode() == 401);
  }

  @Test
  void faultsOfTheInputAreFalsDetails() {
    call()
        .body("{\"steps\":11,\"seeds\":[1,\"x\"]}")
        .post("/run/hearth/strict")
        .then()
        .statusCode(422)
        .contentType("application/json")
        .header("x-hearth-cost", "0")
        .body("detail", hasSize(3))
        .body("detail.find { it.type == 'missing' }.loc", equalTo(List.of("body", "prompt")))
        .body("detail.find { it.type == 'less_than_equal' }.loc", equalTo(List.of("body", "steps")))
        .body("detail.find { it.type == 'type_error' }.loc", equalTo(List.of("body", "seeds", 1)));
    assertEquals(List.of(), pools.seen());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"x\"", "nul", "{} {}", "{\"a\":1,}"})
  void whatIsNoJsonObjectIs422(String body) {
    call()
        .body(body)
        .post("/run/hearth/noop")
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body")));
  }

  @Test
  void depthAndSizeAreBounded() {
    call().body("[".repeat(100_000)).post("/run/hearth/noop").then().statusCode(422);
    call()
        .body("{\"x\":\"" + "y".repeat(3 << 20) + "\"}")
        .post("/run/hearth/noop")
        .then()
        .statusCode(413)
        .contentType("application/json")
        .body("error_type", equalTo("payload_too_large"));
  }

  @Test
  void functionsFailuresReachTheCallerUnbilled() {
    pools.script(
        work ->
            pools.end(
                work,
                new WorkOutcome.Failed(
                    CallException.field(ErrorCode.IMAGE_LOAD_ERROR, "image_url", "no picture"))));
    call()
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(422)
        .header("x-hearth-cost", "0")
        .header("x-fal-request-id", notNullValue())
        .body("detail[0].type", equalTo("image_load_error"))
        .body("detail[0].loc", equalTo(List.of("body", "image_url")))
        .body("detail[0].msg", equalTo("no picture"));
    pools.script(
        work ->
            pools.end(
                work,
                new WorkOutcome.Failed(
                    new CallException(ErrorCode.REQUEST_TIMEOUT, "took too long"))));
    call()
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(504)
        .header("x-fal-error-type", "request_timeout")
        .body("detail", equalTo("took too long"))
        .body("error_type", equalTo("request_timeout"));
  }

  @Test
  void poorCallersGet402() {
    Member poor = marketplace.developer("0.5");
    for (String form : List.of("/run", "/queue")) {
      as(poor)
          .body("{}")
          .post(form + "/hearth/dear")
          .then()
          .statusCode(402)
          .header("x-hearth-cost", "0")
          .body("error_type", equalTo("insufficient_funds"))
          .body("detail", allOf(containsString("$1"), containsString("$0.5")));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.0009,402", "0.001,200", "x,400", "-1,400", "1e-999999999,400", "'',400"})
  void maxCostIsHonoured(String limit, int status) {
    for (String form : List.of("/run", "/queue")) {
      call()
          .header("x-hearth-max-cost", limit)
          .body(PROMPT)
          .post(form + "/hearth/strict")
          .then()
          .statusCode(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.05,400", "x,400", "NaN,400", "30.0,200", "2,200"})
  void startDeadlinesAreSeconds(String seconds, int status) {
    for (String header : List.of("x-fal-request-timeout", "X-Fal-Request-Start-Timeout")) {
      call().header(header, seconds).body("{}").post("/run/hearth/noop").then().statusCode(status);
    }
  }

  @Test
  void callersWhoGoCancelTheirDirectCall() throws Exception {
    pools.keep();
    var socket =
        new java.net.Socket(
            java.net.InetAddress.getLoopbackAddress(), io.restassured.RestAssured.port);
    try (socket) {
      var request =
          "POST /run/hearth/noop HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: 2\r\n\r\n{}"
              .formatted(caller.key());
      socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      Await.until("it runs", () -> pools.openWork().size() == 1);
    }
    Await.until("it is cancelled", () -> pools.openWork().isEmpty());
  }

  // Queue

  @Test
  void submitAnswers200WithEverythingClientsIndex() {
    call()
        .body(PROMPT)
        .post("/queue/hearth/strict")
        .then()
        .statusCode(200)
        .header("x-fal-request-id", notNullValue())
        .body("status", equalTo("IN_QUEUE"))
        .body("request_id", notNullValue())
        .body("queue_position", notNullValue())
        .body("$", hasKey("logs"))
        .body("logs", nullValue())
        .body("$", hasKey("metrics"))
        .body("response_url", startsWith(Installation.API + "/queue/hearth/strict/requests/"))
        .body("status_url", startsWith(Installation.API + "/queue/hearth/strict/requests/"))
        .body("cancel_url", startsWith(Installation.API + "/queue/hearth/strict/requests/"));
  }

  @Test
  void statusGoesFromQueueOverProgressToCompleted() throws Exception {
    pools.keep();
    String id = submit("hearth/strict", PROMPT);
    Await.until("handed over", () -> pools.openWork().size() == 1);
    status(id)
        .then()
        .statusCode(202)
        .body("status", equalTo("IN_QUEUE"))
        .body("queue_position", equalTo(0))
        .body("$", hasKey("logs"));
    call()
        .get("/queue/hearth/strict/requests/" + id)
        .then()
        .statusCode(400)
        .body("detail", equalTo("Request is still in progress"));
    var work = pools.openWork().getFirst();
    work.listener().started(Hints.NONE);
    work.listener()
        .logged(new LogLine(Instant.parse("2026-02-17T10:30:01.123Z"), "INFO", "step 1"));
    status(id)
        .then()
        .statusCode(202)
        .body("status", equalTo("IN_PROGRESS"))
        .body("logs", nullValue())
        .body("response_url", notNullValue());
    for (String flag : List.of("1", "true")) {
      call()
          .get("/queue/hearth/strict/requests/" + id + "/status?logs=" + flag)
          .then()
          .body("logs", hasSize(1))
          .body("logs[0].message", equalTo("step 1"))
          .body("logs[0].level", equalTo("INFO"))
          .body("logs[0].source", equalTo("USER"))
          .body("logs[0].timestamp", equalTo("2026-02-17T10:30:01.123Z"))
          .body("logs[0].labels.level", equalTo("INFO"));
    }
    for (String flag : List.of("0", "false")) {
      call()
          .get("/queue/hearth/strict/requests/" + id + "/status?logs=" + flag)
          .then()
          .body("logs", nullValue());
    }
    pools.answer(work, "{\"done\":true}");
    awaitCompleted(id);
    status(id)
        .then()
        .statusCode(200)
        .header("x-hearth-cost", "0.001")
        .body("status", equalTo("COMPLETED"))
        .body("$", not(hasKey("error")))
        .body("metrics.inference_time", notNullValue());
    call()
        .get("/queue/hearth/strict/requests/" + id + "/status?logs=1")
        .then()
        .body("logs", hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/queue/hearth/strict/requests/%s",
        "/queue/hearth/strict/requests/%s/",
        "/queue/hearth/strict/requests/%s/response",
        "/queue/hearth/strict/requests/%s/response/",
        "/queue/hearth/strict/some/path/requests/%s",
        "/queue/other/name/requests/%s",
        "/__host/queue.fal.run/hearth/strict/requests/%s"
      })
  void resultIsFoundOnItsIdInEveryForm(String form) throws Exception {
    String id = submit("hearth/strict", PROMPT);
    awaitCompleted(id);
    call()
        .get(form.formatted(id))
        .then()
        .statusCode(200)
        .body(is(PROMPT))
        .header("x-fal-request-id", id)
        .header("x-hearth-cost", "0.001")
        .header("x-fal-billable-units", "1");
    call().get("/queue/hearth/strict/requests/" + id + "/status/").then().statusCode(200);
  }

  @Test
  void failureIsCompletedWithErrorAndTheResultHasItsStatus() throws Exception {
    pools.script(
        work ->
            pools.end(
                work,
                new WorkOutcome.Failed(
                    CallException.field(ErrorCode.IMAGE_TOO_LARGE, "image_url", "too large"))));
    String id = submit("hearth/strict", PROMPT);
    awaitCompleted(id);
    status(id)
        .then()
        .body("status", equalTo("COMPLETED"))
        .body("error", equalTo("too large"))
        .body("error_type", equalTo("image_too_large"))
        .header("x-hearth-cost", "0");
    call()
        .get("/queue/hearth/strict/requests/" + id)
        .then()
        .statusCode(422)
        .header("x-hearth-cost", "0")
        .body("detail[0].type", equalTo("image_too_large"));
  }

  @Test
  void cancelIsARequestAndComesTooLateOnce() throws Exception {
    pools.keep();
    String id = submit("hearth/strict", PROMPT);
    Await.until("handed over", () -> pools.openWork().size() == 1);
    call()
        .put("/queue/hearth/strict/requests/" + id + "/cancel")
        .then()
        .statusCode(202)
        .body("status", equalTo("CANCELLATION_REQUESTED"));
    awaitCompleted(id);
    status(id).then().body("error_type", equalTo("client_cancelled"));
    call()
        .get("/queue/hearth/strict/requests/" + id)
        .then()
        .statusCode(499)
        .header("x-hearth-cost", "0");
    call()
        .put("/queue/hearth/strict/requests/" + id + "/cancel/")
        .then()
        .statusCode(400)
        .body("status", equalTo("ALREADY_COMPLETED"));
  }

  @Test
  void unknownAndForeignRequestsLookTheSame() throws Exception {
    String id = submit("hearth/strict", PROMPT);
    awaitCompleted(id);
    Member stranger = marketplace.developer("1");
    pools.keep();
    String live = submit("hearth/strict", PROMPT);
    for (String unknown : List.of(id, live, UUID.randomUUID().toString(), "not-a-uuid")) {
      String request = "/queue/hearth/strict/requests/" + unknown;
      as(stranger)
          .get(request + "/status")
          .then()
          .statusCode(404)
          .body("status", equalTo("NOT_FOUND"));
      as(stranger)
          .put(request + "/cancel")
          .then()
          .statusCode(404)
          .body("status", equalTo("NOT_FOUND"));
      as(stranger).get(request).then().statusCode(404);
      as(stranger).get(request + "/status/stream").then().statusCode(404);
      given().get(request + "/status").then().statusCode(401);
      given().get(request).then().statusCode(401);
      given().put(request + "/cancel").then().statusCode(401);
    }
    assertEquals(1, pools.openWork().size());
  }

  @Test
  void statusStreamTellsEachChangeAndEnds() throws Exception {
    pools.keep();
    String id = submit("hearth/strict", PROMPT);
    Await.until("handed over", () -> pools.openWork().size() == 1);
    var stream =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () ->
                call()
                    .header("Accept", "application/json, text/event-stream")
                    .get("/queue/hearth/strict/requests/" + id + "/status/stream?logs=1"));
    var work = pools.openWork().getFirst();
    work.listener().started(Hints.NONE);
    pools.answer(work, "{}");
    Response response = stream.get(30, java.util.concurrent.TimeUnit.SECONDS);
    assertEquals(200, response.statusCode());
    assertTrue(response.contentType().startsWith("text/event-stream"));
    List<String> events =
        response.asString().lines().filter(line -> line.startsWith("data: ")).toList();
    assertTrue(events.getLast().contains("\"COMPLETED\""), events.toString());
    assertEquals(events.stream().distinct().toList(), events);
  }

  private EventReader statusStream(String id, String query) throws Exception {
    return EventReader.get(
        io.restassured.RestAssured.port,
        "/queue/hearth/strict/requests/" + id + "/status/stream" + query,
        "Authorization",
        caller.key());
  }

  private static JsonPath require(EventReader events) throws Exception {
    return JsonPath.from(events.require().data());
  }

  /** fal's clients add up the lines of a stream, so each may come once only. */
  @Test
  void statusStreamTellsLinesProgressAndPartialsOnce() throws Exception {
    pools.keep();
    String id = submit("hearth/strict", PROMPT);
    Await.until("handed over", () -> pools.openWork().size() == 1);
    var work = pools.openWork().getFirst();
    work.listener().started(Hints.NONE);
    work.listener().logged(new LogLine(Instant.EPOCH, "INFO", "one"));
    try (EventReader events = statusStream(id, "?logs=1")) {
      JsonPath first = require(events);
      assertEquals(List.of("one"), first.getList("logs.message"));
      assertNull(first.get("progress"), "absent when unknown");
      assertNull(first.get("partial"));
      work.listener().progressed(3, 20);
      JsonPath second = require(events);
      assertEquals(Map.of("done", 3, "total", 20), second.getMap("progress"));
      assertEquals(List.of(), second.getList("logs"));
      pools.emit(work, "{\"draft\":1}");
      JsonPath third = require(events);
      assertEquals(1, third.getInt("partial.draft"));
      assertEquals(20, third.getInt("progress.total"));
      work.listener().logged(new LogLine(Instant.EPOCH, "WARN", "two"));
      JsonPath fourth = require(events);
      assertEquals(List.of("two"), fourth.getList("logs.message"));
      assertNull(fourth.get("partial"), "told before");
      work.listener().logged(new LogLine(Instant.EPOCH, "INFO", "three"));
      pools.answer(work, "{}");
      List<String> rest = new ArrayList<>();
      JsonPath last = require(events);
      rest.addAll(last.getList("logs.message"));
      while (!last.getString("status").equals("COMPLETED")) {
        last = require(events);
        rest.addAll(last.getList("logs.message"));
      }
      assertEquals(List.of("three"), rest);
      assertTrue(events.next().isEmpty());
    }
  }

  @Test
  void newAttemptTellsAnew() throws Exception {
    pools.keep();
    String id = submit("hearth/strict", PROMPT);
    Await.until("handed over", () -> pools.openWork().size() == 1);
    var work = pools.openWork().getFirst();
    work.listener().started(Hints.NONE);
    work.listener().logged(new LogLine(Instant.EPOCH, "INFO", "before"));
    work.listener().progressed(9, 10);
    pools.emit(work, "1");
    try (EventReader events = statusStream(id, "?logs=1")) {
      assertEquals(List.of("before"), require(events).getList("logs.message"));
      pools.die(work, () -> {});
      Await.until("again", () -> pools.openWork().size() == 1);
      var again = pools.openWork().getFirst();
      again.listener().started(Hints.NONE);
      assertNull(require(events).get("progress"));
      again.listener().logged(new LogLine(Instant.EPOCH, "INFO", "after"));
      assertEquals(List.of("after"), require(events).getList("logs.message"));
      pools.emit(again, "1");
      assertEquals(1, require(events).getInt("partial"));
    }
  }

  @Test
  void statusCarriesProgressAndOnDemandTheLatestPartial() throws Exception {
    pools.keep();
    String id = submit("hearth/strict", PROMPT);
    Await.until("handed over", () -> pools.openWork().size() == 1);
    var work = pools.openWork().getFirst();
    work.listener().started(Hints.NONE);
    work.listener().progressed(1, 4);
    java.nio.file.Path preview = FakePools.file(Pictures.png(4, 3));
    pools.emit(work, "{\"old\":true}");
    pools.emit(work, "{\"image\":{\"url\":\"hearth-file:0\"}}", preview);
    status(id).then().body("progress.done", equalTo(1)).body("$", not(hasKey("partial")));
    String url =
        call()
            .get("/queue/hearth/strict/requests/" + id + "/status?partial=1")
            .then()
            .body("partial.image.width", equalTo(4))
            .extract()
            .path("partial.image.url");
    call()
        .get("/queue/hearth/strict/requests/" + id + "/status?logs=0&partial=1")
        .then()
        .body("partial.image.url", equalTo(url));
    given().get(url.substring(Installation.API.length())).then().statusCode(200);
    pools.answer(work, "{}");
    awaitCompleted(id);
    call()
        .get("/queue/hearth/strict/requests/" + id + "/status?partial=1")
        .then()
        .body("$", not(hasKey("progress")))
        .body("$", not(hasKey("partial")));
  }

  // Routings

  @ParameterizedTest
  @ValueSource(strings = {"fal.run", "FAL.run"})
  void hostFormRuns(String host) {
    call()
        .body(PROMPT)
        .post("/__host/" + host + "/hearth/strict")
        .then()
        .statusCode(200)
        .body(is(PROMPT));
  }

  @Test
  void hostFormOfUnknownHostsIsInvalid() {
    for (String host : List.of("evil.example", "fal.run.evil.example", "myfal.run", "127.0.0.1")) {
      call().body("{}").post("/__host/" + host + "/hearth/noop").then().statusCode(400);
    }
  }

  @Test
  void proxyFormMapsAndNeverFetches() throws Exception {
    call()
        .header("x-fal-target-url", "https://fal.run/hearth/strict")
        .body(PROMPT)
        .post("/api/fal/proxy")
        .then()
        .statusCode(200)
        .body(is(PROMPT));
    String id =
        call()
            .header("x-fal-target-url", "https://queue.fal.run/hearth/strict")
            .body(PROMPT)
            .post("/api/fal/proxy")
            .path("request_id");
    awaitCompleted(id);
    String request = "https://queue.fal.run/hearth/strict/requests/" + id;
    call()
        .header("x-fal-target-url", request + "/status?logs=1")
        .get("/api/fal/proxy")
        .then()
        .statusCode(200)
        .body("logs", is(empty()));
    call()
        .header("x-fal-target-url", request)
        .get("/api/fal/proxy")
        .then()
        .statusCode(200)
        .body(is(PROMPT));
    call()
        .header("x-fal-target-url", request + "/cancel")
        .put("/api/fal/proxy")
        .then()
        .statusCode(400);
    given().header("x-fal-target-url", request).get("/api/fal/proxy").then().statusCode(401);
    call()
        .header(
            "x-fal-target-url",
            "https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3")
        .body("{\"content_type\":\"image/png\",\"file_name\":\"cat.png\"}")
        .post("/api/fal/proxy")
        .then()
        .statusCode(200)
        .body("file_url", startsWith(Installation.API + "/media/"))
        .body("upload_url", startsWith(Installation.API));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "nonsense", "https://evil.example/hearth/noop", "http://127.0.0.1:5432/",
        "https://fal.run.evil.example/hearth/noop", "https://evil.example/fal.run", "://",
            "https:///x",
        "https://fal.run@evil.example/hearth/noop"
      })
  void proxyFormOfOtherTargetsIsInvalid(String target) {
    call()
        .header("x-fal-target-url", target)
        .body("{}")
        .post("/api/fal/proxy")
        .then()
        .statusCode(400)
        .contentType("application/json")
        .body("detail", equalTo("Invalid request"));
    call().body("{}").post("/api/fal/proxy").then().statusCode(400);
  }

  @Test
  void browsersMayCallFromAnywhere() {
    for (String path :
        List.of(
            "/run/hearth/noop",
            "/queue/hearth/noop",
            "/api/fal/proxy",
            "/media/x/y",
            "/upload/x")) {
      given()
          .header("Origin", "https://app.example")
          .header("Access-Control-Request-Method", "POST")
          .header("Access-Control-Request-Headers", "authorization,content-type,x-fal-target-url")
          .options(path)
          .then()
          .statusCode(204)
          .header("access-control-allow-origin", "*")
          .header("access-control-allow-headers", containsString("authorization"));
    }
    call()
        .header("Origin", "https://app.example")
        .body("{}")
        .post("/run/hearth/noop")
        .then()
        .header("access-control-allow-origin", "*")
        .header(
            "access-control-expose-headers",
            allOf(containsString("x-fal-request-id"), containsString("x-hearth-cost")));
  }

  @Test
  void rootAndHealthAnswer() {
    given()
        .get("/")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("name", equalTo("Hearth"));
    given().get("/q/health").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void internalFailuresTellNothing() {
    pools.script(
        _ -> {
          throw new IllegalStateException("secret detail");
        });
    call()
        .body("{}")
        .post("/run/hearth/noop")
        .then()
        .statusCode(500)
        .contentType("application/json")
        .body("error_type", equalTo("internal_error"))
        .body("detail", not(containsString("secret")));
  }

  @Test
  void marketplaceThatIsDownIs503() {
    marketplace.down(true);
    try {
      as(marketplace.developer("1"))
          .body("{}")
          .post("/run/hearth/noop")
          .then()
          .statusCode(503)
          .contentType("application/json")
          .header("x-fal-needs-retry", "1");
    } finally {
      marketplace.down(false);
    }
  }

  // The node's own pages

  @Test
  void ownersSeeTheirWorkersAndLogsOnly() {
    as(marketplace.owner())
        .get("/node/v1/workers")
        .then()
        .statusCode(200)
        .body(allOf(containsString("w1"), not(containsString("w2"))))
        .body(
            "workers[0].start",
            equalTo(
                Map.of(
                    "provision_ms", 1,
                    "pull_ms", 2,
                    "start_ms", 3,
                    "load_ms", 4,
                    "warm_up_ms", 5,
                    "class_cache", true)));
    as(marketplace.member("platform-" + UUID.randomUUID(), "admin", 0))
        .get("/node/v1/workers")
        .then()
        .body(allOf(containsString("w1"), containsString("w2")));
    call().get("/node/v1/workers").then().statusCode(200).body(not(containsString("w1")));
    given().get("/node/v1/workers").then().statusCode(401);
    as(marketplace.owner())
        .get("/node/v1/functions/hearth/noop/logs")
        .then()
        .statusCode(200)
        .body(containsString("set up hearth/noop"));
    as(marketplace.owner())
        .get("/node/v1/functions/hearth/noop/logs?after=1970-01-01T00:00:00Z")
        .then()
        .statusCode(200)
        .body("logs", hasSize(0));
    as(marketplace.owner())
        .get("/node/v1/functions/hearth/noop/logs?after=yesterday")
        .then()
        .statusCode(422);
    call().get("/node/v1/functions/hearth/noop/logs").then().statusCode(404);
    given().get("/node/v1/functions/hearth/noop/logs").then().statusCode(401);
  }
}
