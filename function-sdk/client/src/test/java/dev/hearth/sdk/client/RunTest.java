package dev.hearth.sdk.client;

import static dev.hearth.sdk.client.StandInServer.hangUp;
import static dev.hearth.sdk.client.StandInServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.client.StandInServer.Reply;
import dev.hearth.sdk.client.StandInServer.Seen;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunTest {
  private static final String RUN = "POST /run/hearth/echo";
  private static final Reply OK =
      json(200, "{\"text\":\"hi\"}", "x-fal-request-id", "r1", "x-hearth-cost", "0.000020001");

  private final StandInServer server = new StandInServer();
  private final HearthClient client = server.client().build();
  private final RemoteFunction<Said> echo = client.function("hearth/echo", Said.class);

  RunTest() throws IOException {}

  record Saying(String text) {}

  record Said(String text) {}

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private Result<Said> run() {
    return echo.run(new Saying("hi"));
  }

  @Test
  void hintGoesAndHintsCome() {
    server.on(RUN, json(200, "{\"text\":\"hi\"}", "x-fal-runner-hints", "lora:a, pixel art,b"));
    Result<Said> result = echo.with(CallOptions.none().hint("lora:a")).run(new Saying("hi"));
    assertEquals("lora:a", server.seen(RUN).getFirst().header("x-fal-runner-hint"));
    assertEquals(List.of("lora:a", "pixel art", "b"), result.hints());
  }

  @Test
  void answerWithoutHintsHasNone() {
    server.on(RUN, OK);
    assertEquals(List.of(), run().hints());
  }

  @Test
  void sendsTheRecordWithTheKeyAndReadsRecordIdAndCost() {
    server.on(RUN, OK);
    Result<Said> result = run();
    assertEquals(new Said("hi"), result.output());
    assertEquals("r1", result.requestId());
    assertEquals(Optional.of(new BigDecimal("0.000020001")), result.cost());
    Seen seen = server.seen(RUN).getFirst();
    assertEquals("Key id:secret", seen.header("authorization"));
    assertEquals("application/json", seen.header("content-type"));
    assertEquals(Json.parse("{\"text\":\"hi\"}"), seen.json());
    assertEquals("", seen.header("idempotency-key"), "a direct run has no name of its own");
  }

  @Test
  void optionsTravelAsHeaders() {
    server.on(RUN, OK);
    var options =
        CallOptions.none()
            .maxCost("0.050")
            .idempotencyKey("order-17")
            .priority(Priority.LOW)
            .startTimeout(Duration.ofMillis(1500))
            .hint("flux")
            .header("X-Fal-Store-IO", "0");
    echo.with(options).run(new Saying("hi")).output();
    Seen seen = server.seen(RUN).getFirst();
    assertEquals("0.050", seen.header("x-hearth-max-cost"));
    assertEquals("order-17", seen.header("idempotency-key"));
    assertEquals("low", seen.header("x-fal-queue-priority"));
    assertEquals("1.5", seen.header("x-fal-request-timeout"));
    assertEquals("flux", seen.header("x-fal-runner-hint"));
    assertEquals("0", seen.header("x-fal-store-io"));
  }

  @Test
  void endpointsOfAFunctionHaveTheirOwnPath() {
    server.on("POST /run/hearth/echo/loud/er", OK);
    assertEquals("r1", client.function("hearth/echo/loud/er").run(Map.of()).requestId());
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void passingFailuresAreRepeatedWithGrowingPauses(int status) {
    server.on(RUN, json(status, "{}"), json(status, ""), OK);
    assertEquals("hi", run().output().text());
    assertEquals(3, server.seen(RUN).size());
    assertBetween(375, 625, server.pauses.get(0));
    assertBetween(750, 1250, server.pauses.get(1));
  }

  private static void assertBetween(long least, long most, Duration pause) {
    assertTrue(pause.toMillis() >= least && pause.toMillis() <= most, pause::toString);
  }

  @Test
  void repetitionsEnd() {
    server.on(RUN, json(503, "{\"detail\":\"full\",\"error_type\":\"runner_disconnected\"}"));
    ApiException e = assertThrows(ApiException.class, this::run);
    assertEquals(503, e.status());
    assertEquals("runner_disconnected", e.errorType());
    assertEquals(4, server.seen(RUN).size());
  }

  @Test
  void aClientMayForbidRepetitions() {
    server.on(RUN, json(503, "{}"), OK);
    try (var strict = server.client().maxRetries(0).build()) {
      assertThrows(ApiException.class, () -> strict.function("hearth/echo").run(Map.of()));
    }
    assertEquals(1, server.seen(RUN).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 404, 422, 499, 500})
  void otherFailuresAreNot(int status) {
    server.on(RUN, json(status, "{\"detail\":\"no\"}"), OK);
    assertEquals(status, assertThrows(ApiException.class, this::run).status());
    assertEquals(1, server.seen(RUN).size());
  }

  @Test
  void theServerMaySayThatRepeatingIsNoUse() {
    server.on(RUN, json(503, "{}", "x-fal-retryable", "false"), OK);
    assertFalse(assertThrows(ApiException.class, this::run).retryable());
    server.on("POST /run/hearth/slow", json(504, "{}", "x-fal-request-timeout-type", "user"), OK);
    assertThrows(ApiException.class, () -> client.function("hearth/slow").run(Map.of()));
    server.on("POST /run/hearth/long", json(504, "{}", "x-fal-error-type", "generation_timeout"));
    assertThrows(ApiException.class, () -> client.function("hearth/long").run(Map.of()));
    assertEquals(List.of(), server.pauses);
  }

  @Test
  void theServerMayAskForRepetitionAndForPatience() {
    server.on(RUN, json(500, "{}", "x-fal-retryable", "true", "retry-after", "7"), OK);
    assertEquals("hi", run().output().text());
    assertEquals(List.of(Duration.ofSeconds(7)), server.pauses);
  }

  @Test
  void moreThanReasonablePatienceIsTheCallersMatter() {
    server.on(RUN, json(429, "{}", "retry-after", "3600"), OK);
    ApiException e = assertThrows(ApiException.class, this::run);
    assertEquals(Optional.of(Duration.ofHours(1)), e.retryAfter());
    assertEquals(List.of(), server.pauses);
  }

  @Test
  void aRunThatMayHaveHappenedIsNotRepeated() {
    server.on(RUN, hangUp(), OK);
    assertFalse(assertThrows(ConnectionException.class, this::run).neverSent());
    assertEquals(1, server.seen(RUN).size());
  }

  @Test
  void aNamedRunIsRepeatedUnderItsName() {
    server.on(RUN, hangUp(), OK);
    var named = echo.with(CallOptions.none().idempotencyKey("once"));
    assertEquals("hi", named.run(new Saying("hi")).output().text());
    List<Seen> seen = server.seen(RUN);
    assertEquals(
        List.of("once", "once"), seen.stream().map(s -> s.header("idempotency-key")).toList());
  }

  @Test
  void theEndOfANamedRunIsFinal() {
    server.on(RUN, json(503, "{}", "x-fal-request-id", "r1"), OK);
    var named = echo.with(CallOptions.none().idempotencyKey("once"));
    ApiException e = assertThrows(ApiException.class, () -> named.run(new Saying("hi")));
    assertEquals(Optional.of("r1"), e.requestId());
    assertEquals(1, server.seen(RUN).size());
  }

  @Test
  void aRunThatCantHaveArrivedIsRepeated() throws IOException {
    URI nobody;
    try (var free = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    try (var stray = server.client().api(nobody).build()) {
      var function = stray.function("hearth/echo");
      ConnectionException e = assertThrows(ConnectionException.class, () -> function.run(Map.of()));
      assertTrue(e.neverSent());
      assertTrue(String.valueOf(e.getMessage()).contains(nobody.getAuthority()), e::getMessage);
    }
    assertEquals(3, server.pauses.size());
  }

  @Test
  void validationSaysWhichFieldsAreAtFault() {
    server.on(
        RUN,
        json(
            422,
            """
            {"detail":[
              {"loc":["body","scale"],"msg":"must be 2 or 4","type":"value_error"},
              {"loc":["body","items",3],"msg":"too long","type":"sequence_too_long"}, 7]}
            """,
            "x-fal-error-type",
            "value_error"));
    ApiException e = assertThrows(ApiException.class, this::run);
    assertTrue(e.isValidation());
    assertEquals("must be 2 or 4", e.fieldErrors("scale").getFirst().message());
    assertEquals(List.of("body", "items", "3"), e.fieldErrors().get(1).location());
    assertEquals(2, e.fieldErrors().size());
    assertEquals("hearth/echo: 422 value_error at body.scale: must be 2 or 4", e.getMessage());
  }

  @Test
  void platformFailuresHaveASentenceAndAType() {
    server.on(RUN, json(402, "{\"detail\":\"no credit\",\"error_type\":\"insufficient_funds\"}"));
    ApiException e = assertThrows(ApiException.class, this::run);
    assertEquals("insufficient_funds", e.errorType());
    assertEquals("hearth/echo: 402 insufficient_funds: no credit", e.getMessage());
    assertTrue(e.body().isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Bad",
        "[]",
        "7",
        "{\"detail\":7}",
        "{\"detail\":[{\"loc\":9,\"msg\":[]}]}"
      })
  void anyBodyOfAFailureIsReadAsFarAsItGoes(String body) {
    server.on(RUN, json(400, body));
    assertEquals(400, assertThrows(ApiException.class, this::run).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[]", "{}", "{\"text\":7}", "{\"text\":null}"})
  void anOutputOfAnotherFormIsNotLost(String body) {
    server.on(RUN, json(200, body, "x-fal-request-id", "r1"));
    UnexpectedOutputException e = assertThrows(UnexpectedOutputException.class, this::run);
    assertEquals(body, e.body());
    assertEquals("r1", e.requestId());
  }

  @Test
  void theTimeoutEndsTheWait() throws InterruptedException {
    var ended = new CountDownLatch(1);
    server.on(
        RUN,
        (_, _) -> {
          try {
            ended.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    var hasty = echo.with(CallOptions.none().timeout(Duration.ofMillis(100)));
    assertThrows(CallTimeoutException.class, () -> hasty.run(new Saying("hi")));
    ended.countDown();
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    server.on(RUN, OK);
    Thread.currentThread().interrupt();
    assertThrows(CallInterruptedException.class, this::run);
    assertTrue(Thread.interrupted());
  }

  @Test
  void redirectsAreNotFollowedSinceTheKeyWouldGoAlong() {
    server.on(RUN, json(307, "", "location", server.origin() + "/run/hearth/other"));
    assertEquals(307, assertThrows(ApiException.class, this::run).status());
    assertEquals(List.of(), server.seen("POST /run/hearth/other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "echo",
        "/echo",
        "hearth/",
        "hearth/..",
        "a/b?c",
        "a/b#c",
        "a/b/../c",
        "a b/c"
      })
  void whatIsNoFunctionsNameIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> client.function(name));
  }
}
