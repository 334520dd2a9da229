package dev.hearth.sdk.client;

import static dev.hearth.sdk.client.StandInServer.hangUp;
import static dev.hearth.sdk.client.StandInServer.json;
import static dev.hearth.sdk.client.StandInServer.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.client.RequestStatus.InQueue;
import dev.hearth.sdk.client.StandInServer.Reply;
import dev.hearth.sdk.client.StandInServer.Seen;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueueTest {
  private static final String SUBMIT = "POST /queue/hearth/echo";
  private static final String REQUEST = "/queue/hearth/echo/requests/r1";
  private static final String STATUS = "GET " + REQUEST + "/status";
  private static final String STREAM = "GET " + REQUEST + "/status/stream";
  private static final String RESULT = "GET " + REQUEST;
  private static final String CANCEL = "PUT " + REQUEST + "/cancel";
  private static final Reply RUNNING = json(202, "{\"status\":\"IN_PROGRESS\",\"logs\":null}");
  private static final Reply DONE = json(200, "{\"status\":\"COMPLETED\",\"logs\":null}");
  private static final Reply OK =
      json(200, "{\"text\":\"hi\"}", "x-fal-request-id", "r1", "x-hearth-cost", "0.01");

  private final StandInServer server = new StandInServer();
  private final HearthClient client = server.client().build();
  private final RemoteFunction<Json> echo = client.function("hearth/echo");
  private final Recorder recorder = new Recorder();

  QueueTest() throws IOException {
    server.on(
        SUBMIT,
        json(
            200,
            """
            {"status":"IN_QUEUE","request_id":"r1","queue_position":3,
             "status_url":"http://203.0.113.1/steal","response_url":"http://203.0.113.1/steal"}
            """));
    server.on(CANCEL, json(202, "{\"status\":\"CANCELLATION_REQUESTED\"}"));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  /** Writes down what it hears. */
  private static final class Recorder implements CallListener {
    final List<String> heard = new ArrayList<>();

    @Override
    public void submitted(String requestId) {
      heard.add(requestId);
    }

    @Override
    public void inQueue(int position) {
      heard.add("queue " + position);
    }

    @Override
    public void inProgress() {
      heard.add("running");
    }

    @Override
    public void progress(int done, int total) {
      heard.add(done + "/" + total);
    }

    @Override
    public void partial(Json partial) {
      heard.add("partial " + partial.print());
    }

    @Override
    public void log(LogLine line) {
      heard.add(line.level() + " " + line.message());
    }
  }

  private static Reply running(String... lines) {
    return json(202, "{\"status\":\"IN_PROGRESS\",\"logs\":" + logs(lines) + "}");
  }

  private static String logs(String... lines) {
    List<String> all = new ArrayList<>();
    for (String line : lines) {
      all.add("{\"message\":\"%s\\n\",\"level\":\"INFO\"}".formatted(line));
    }
    return all.toString();
  }

  private static Reply queued(int position) {
    return json(202, "{\"status\":\"IN_QUEUE\",\"queue_position\":" + position + "}");
  }

  @Test
  void subscribeTellsEachChangeOnceAndGivesTheResult() {
    server.on(
        STATUS,
        queued(2),
        queued(2),
        queued(0),
        running(),
        running("one"),
        running("one", "two"),
        json(200, "{\"status\":\"COMPLETED\",\"logs\":" + logs("one", "two", "three") + "}"));
    server.on(RESULT, OK);
    Result<Json> result = echo.subscribe(Map.of("text", "hi"), recorder);
    assertEquals("hi", result.output().asObject().string("text"));
    assertEquals("0.01", result.cost().orElseThrow().toPlainString());
    assertEquals(
        List.of("r1", "queue 2", "queue 0", "running", "INFO one", "INFO two", "INFO three"),
        recorder.heard);
    assertEquals(List.of(), server.seen(CANCEL));
  }

  /** Sends the bytes in pieces of the given length, each a chunk of its own. */
  private static Reply events(int chunk, String stream) {
    return (exchange, _) -> {
      exchange.getResponseHeaders().set("content-type", "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
      for (int from = 0; from < bytes.length; from += chunk) {
        exchange.getResponseBody().write(bytes, from, Math.min(chunk, bytes.length - from));
        exchange.getResponseBody().flush();
      }
      exchange.close();
    };
  }

  private static final String EVENTS =
      """
      data: {"status":"IN_QUEUE","queue_position":1}

      : ping

      event: x
      data:{"status":"IN_PROGRESS",
      data: "logs":[{"message":"schön 🐈","level":"INFO"}]}

      """;

  private static final String COMPLETED = "data: {\"status\":\"COMPLETED\",\"logs\":[]}\n\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096})
  void theStatusStreamIsReadHoweverItIsCut(int chunk) {
    for (String stream : List.of(EVENTS, EVENTS.replace("\n", "\r\n"))) {
      recorder.heard.clear();
      server.on(STREAM, events(chunk, stream + COMPLETED));
      server.on(RESULT, OK);
      assertEquals("r1", echo.subscribe(Map.of(), recorder).requestId());
      assertEquals(List.of("r1", "queue 1", "running", "INFO schön 🐈"), recorder.heard);
    }
    assertEquals(List.of(), server.seen(STATUS), "no need to ask");
    assertEquals("logs=1", server.seen(STREAM).getFirst().uri().getQuery());
  }

  private static String inProgress(String more) {
    return "{\"status\":\"IN_PROGRESS\",\"logs\":[]," + more + "}";
  }

  @Test
  void progressAndPartialsOfTheStreamAreTold() {
    server.on(
        STREAM,
        events(
            4096,
            "data: "
                + inProgress("\"progress\":{\"done\":1,\"total\":4}")
                + "\n\ndata: "
                + inProgress("\"progress\":{\"done\":1,\"total\":4},\"partial\":[1]")
                + "\n\ndata: "
                + inProgress("\"progress\":{\"done\":2,\"total\":4}")
                + "\n\n"
                + COMPLETED));
    server.on(RESULT, OK);
    assertEquals("r1", echo.subscribe(Map.of(), recorder).requestId());
    assertEquals(List.of("r1", "running", "1/4", "partial [1]", "2/4"), recorder.heard);
  }

  @Test
  void progressAndPartialsAreToldOnceByAsking() {
    String both = inProgress("\"progress\":{\"done\":1,\"total\":4},\"partial\":[1]");
    server.on(STATUS, json(202, both), json(202, both), DONE);
    server.on(RESULT, OK);
    assertEquals("r1", echo.subscribe(Map.of(), recorder).requestId());
    assertEquals(List.of("r1", "running", "1/4", "partial [1]"), recorder.heard);
    assertEquals("logs=1&partial=1", server.seen(STATUS).getFirst().uri().getQuery());
  }

  @Test
  void linesOfTheStreamAreNewOnes() {
    server.on(
        STREAM,
        events(
            4096,
            EVENTS
                + "data: {\"status\":\"IN_PROGRESS\",\"logs\":"
                + logs("two")
                + "}\n\ndata: {\"status\":\"COMPLETED\",\"logs\":"
                + logs("three")
                + "}\n\n"));
    server.on(RESULT, OK);
    assertEquals("r1", echo.subscribe(Map.of(), recorder).requestId());
    assertEquals(
        List.of("r1", "queue 1", "running", "INFO schön 🐈", "INFO two", "INFO three"),
        recorder.heard);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: {\"status\":\"IN_PRO", "data: no json\n\n", "data: {}\n\n"})
  void aStreamThatBreaksIsGoneOnWithByAsking(String rest) {
    server.on(STREAM, events(4096, EVENTS + rest));
    server.on(STATUS, running("schön 🐈", "two"), DONE);
    server.on(RESULT, OK);
    assertEquals("r1", echo.subscribe(Map.of(), recorder).requestId());
    assertEquals(List.of("r1", "queue 1", "running", "INFO schön 🐈", "INFO two"), recorder.heard);
  }

  @Test
  void whatIsNoStreamOfEventsIsNotReadAsOne() {
    server.on(STREAM, json(200, "data: {\"status\":\"COMPLETED\"}\n\n"));
    server.on(STATUS, queued(1), DONE);
    server.on(RESULT, OK);
    assertEquals("r1", echo.subscribe(Map.of(), recorder).requestId());
    assertEquals(List.of("r1", "queue 1"), recorder.heard);
  }

  @Test
  void logsAreSentToThoseWhoListenOnly() {
    server.on(STREAM, events(4096, COMPLETED));
    server.on(RESULT, OK);
    assertEquals("r1", echo.subscribe(Map.of()).requestId());
    assertEquals("logs=0", server.seen(STREAM).getFirst().uri().getQuery());
  }

  @Test
  void theTimeoutEndsAStreamThatSaysNothing() throws InterruptedException {
    var ended = new CountDownLatch(1);
    server.on(STREAM, silence(ended));
    var hasty = echo.with(CallOptions.none().timeout(Duration.ofMillis(300)));
    assertThrows(CallTimeoutException.class, () -> hasty.subscribe(Map.of()));
    ended.countDown();
    assertEquals(1, server.seen(CANCEL).size());
  }

  @Test
  void aRequestThatBeginsAnewIsToldAgain() {
    server.on(STATUS, running("one", "two"), queued(0), running("uno"), DONE);
    server.on(RESULT, OK);
    echo.subscribe(Map.of(), recorder).output();
    assertEquals(
        List.of("r1", "running", "INFO one", "INFO two", "queue 0", "running", "INFO uno"),
        recorder.heard);
  }

  @Test
  void submitIsNamedSoThatARepetitionIsNoSecondCall() {
    String submit = "POST /queue/hearth/shaky";
    server.on(submit, hangUp(), json(503, "{}"), json(200, "{\"request_id\":\"r1\"}"));
    RemoteFunction<Json> shaky = client.function("hearth/shaky");
    assertEquals("r1", shaky.submit(Map.of()).requestId());
    List<String> names =
        server.seen(submit).stream().map(seen -> seen.header("idempotency-key")).toList();
    assertEquals(3, names.size());
    assertEquals(1, names.stream().distinct().count());
    assertEquals("r1", shaky.submit(Map.of()).requestId());
    Seen second = server.seen(submit).getLast();
    assertNotEquals(names.getFirst(), second.header("idempotency-key"), "another call");
  }

  @Test
  void theCallersNameOfACallGoesBeforeOurs() {
    echo.with(CallOptions.none().idempotencyKey("order-17")).submit(Map.of()).requestId();
    assertEquals("order-17", server.seen(SUBMIT).getFirst().header("idempotency-key"));
  }

  @Test
  void webhooksTravelInTheQuery() {
    var options = CallOptions.none().webhook(URI.create("https://example.com/done?a=1&b=2"));
    echo.with(options).submit(Map.of()).requestId();
    assertEquals(
        "fal_webhook=https%3A%2F%2Fexample.com%2Fdone%3Fa%3D1%26b%3D2",
        server.seen(SUBMIT).getFirst().uri().getRawQuery());
  }

  @Test
  void requestsOfAnEndpointAreTheFunctions() {
    server.on("POST /queue/hearth/echo/loud", json(200, "{\"request_id\":\"r1\"}"));
    server.on(STATUS, queued(5));
    QueuedRequest<Json> request = client.function("hearth/echo/loud").submit(Map.of());
    assertEquals(new InQueue(5), request.status());
  }

  @Test
  void anotherProgramCanGoOn() {
    server.on(STATUS, running("one"));
    server.on(RESULT, json(400, "{\"detail\":\"Request is still in progress\"}"));
    QueuedRequest<Json> request = echo.request("r1");
    assertEquals("one", request.status(true).logs().getFirst().message());
    assertEquals("logs=1", server.seen(STATUS).getFirst().uri().getQuery());
    assertEquals(400, assertThrows(ApiException.class, request::result).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "a/b", "a?b", "a b"})
  void whatIsNoRequestsIdIsRefused(String id) {
    assertThrows(IllegalArgumentException.class, () -> echo.request(id));
  }

  @Test
  void statusIsReadThroughServerFaults() {
    server.on(STATUS, json(500, ""), hangUp(), json(503, "<html>"), DONE);
    server.on(RESULT, OK);
    assertEquals("r1", echo.request("r1").await().requestId());
    assertEquals(4, server.seen(STATUS).size());
  }

  @Test
  void aFailedRequestThrowsWhatItsResultSays() {
    server.on(STATUS, json(200, "{\"status\":\"COMPLETED\",\"error\":\"bad\",\"logs\":[]}"));
    server.on(
        RESULT,
        json(
            503,
            "{\"detail\":\"gone\",\"error_type\":\"runner_disconnected\"}",
            "x-fal-request-id",
            "r1"));
    ApiException e = assertThrows(ApiException.class, () -> echo.subscribe(Map.of()));
    assertEquals("runner_disconnected", e.errorType());
    assertEquals(1, server.seen(RESULT).size(), "an end doesn't change");
    assertEquals(List.of(), server.seen(CANCEL));
  }

  @Test
  void aResultIsFetchedThroughFaultsOfTheWay() {
    server.on(STATUS, DONE);
    server.on(RESULT, json(502, "<html>"), hangUp(), OK);
    assertEquals("r1", echo.subscribe(Map.of()).requestId());
  }

  @Test
  void cancelSaysWhetherThereWasSomethingToCancel() {
    assertTrue(echo.request("r1").cancel());
    String ended = "PUT /queue/hearth/echo/requests/r2/cancel";
    server.on(ended, json(400, "{\"status\":\"ALREADY_COMPLETED\"}"));
    assertFalse(echo.request("r2").cancel());
    ApiException e = assertThrows(ApiException.class, () -> echo.request("r3").cancel());
    assertEquals(404, e.status());
  }

  @Test
  void theTimeoutOfASubscribedCallCancelsIt() {
    server.on(STATUS, RUNNING);
    var hasty = echo.with(CallOptions.none().timeout(Duration.ofMillis(300)));
    assertThrows(CallTimeoutException.class, () -> hasty.subscribe(Map.of()));
    assertEquals(1, server.seen(CANCEL).size());
  }

  @Test
  void anInterruptOfASubscribedCallCancelsIt() {
    server.on(STATUS, RUNNING);
    var listener =
        new CallListener() {
          @Override
          public void inProgress() {
            Thread.currentThread().interrupt();
          }
        };
    assertThrows(CallInterruptedException.class, () -> echo.subscribe(Map.of(), listener));
    assertTrue(Thread.interrupted(), "the mark is kept");
    assertEquals(1, server.seen(CANCEL).size());
  }

  @Test
  void aListenerThatThrowsCancelsTheCall() {
    server.on(STATUS, RUNNING);
    var listener =
        new CallListener() {
          @Override
          public void inProgress() {
            throw new IllegalStateException("enough");
          }
        };
    var e = assertThrows(IllegalStateException.class, () -> echo.subscribe(Map.of(), listener));
    assertEquals("enough", e.getMessage());
    assertEquals(1, server.seen(CANCEL).size());
  }

  @Test
  void aFailingCancellationDoesNotHideTheReason() {
    String request = "/queue/hearth/sad/requests/r7";
    server.on("POST /queue/hearth/sad", json(200, "{\"request_id\":\"r7\"}"));
    server.on("GET " + request + "/status", json(401, "{\"detail\":\"key revoked\"}"));
    server.on("PUT " + request + "/cancel", json(503, "{}"));
    RemoteFunction<Json> sad = client.function("hearth/sad");
    ApiException e = assertThrows(ApiException.class, () -> sad.subscribe(Map.of()));
    assertEquals(401, e.status());
    assertEquals(503, assertInstanceOf(ApiException.class, e.getSuppressed()[0]).status());
    assertEquals(1, server.seen("PUT " + request + "/cancel").size());
  }

  @Test
  void anInterruptOfAPlainWaitLeavesTheCall() {
    server.on(STATUS, RUNNING);
    QueuedRequest<Json> request = echo.request("r1");
    Thread.currentThread().interrupt();
    assertThrows(CallInterruptedException.class, request::await);
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), server.seen(CANCEL));
  }

  @Test
  void futuresGiveResultsAndFailures() throws Exception {
    server.on(STATUS, DONE);
    server.on(RESULT, OK);
    assertEquals("r1", echo.async().subscribe(Map.of()).get(1, TimeUnit.MINUTES).requestId());
    var missing = client.function("hearth/missing").async().run(Map.of());
    var e = assertThrows(ExecutionException.class, () -> missing.get(1, TimeUnit.MINUTES));
    assertEquals(404, assertInstanceOf(ApiException.class, e.getCause()).status());
  }

  @Test
  void cancellingAFutureCancelsTheCall() throws Exception {
    var cancelled = new CountDownLatch(1);
    var running = new CountDownLatch(1);
    String status = "GET /queue/hearth/long/requests/r9/status";
    server.on("POST /queue/hearth/long", json(200, "{\"request_id\":\"r9\"}"));
    server.on(
        status,
        (exchange, seen) -> {
          running.countDown();
          RUNNING.to(exchange, seen);
        });
    server.on(
        "PUT /queue/hearth/long/requests/r9/cancel",
        (exchange, seen) -> {
          cancelled.countDown();
          json(202, "{}").to(exchange, seen);
        });
    CompletableFuture<Result<Json>> future =
        client.function("hearth/long").async().subscribe(Map.of());
    assertTrue(running.await(1, TimeUnit.MINUTES));
    assertTrue(future.cancel(true));
    assertThrows(CancellationException.class, future::join);
    assertTrue(cancelled.await(1, TimeUnit.MINUTES));
  }

  @Test
  void closingTheClientCancelsWhatIsUnderWay() throws Exception {
    var running = new CountDownLatch(1);
    server.on(
        STATUS,
        (exchange, seen) -> {
          running.countDown();
          RUNNING.to(exchange, seen);
        });
    CompletableFuture<Result<Json>> future = echo.async().subscribe(Map.of());
    assertTrue(running.await(1, TimeUnit.MINUTES));
    client.close();
    assertTrue(future.isCompletedExceptionally());
    assertEquals(1, server.seen(CANCEL).size());
  }
}
