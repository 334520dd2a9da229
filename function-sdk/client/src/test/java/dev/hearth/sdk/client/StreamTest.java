package dev.hearth.sdk.client;

import static dev.hearth.sdk.client.StandInServer.hangUp;
import static dev.hearth.sdk.client.StandInServer.json;
import static dev.hearth.sdk.client.StandInServer.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.client.StandInServer.Reply;
import dev.hearth.sdk.client.StandInServer.Seen;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StreamTest {
  private static final String STREAM = "POST /run/hearth/tell/stream";
  private static final String FIRST = "id: 1\ndata: {\"text\":\"once\"}\n\n";
  private static final String GAP = ": ping\n\nid: 5\ndata: {\"text\":\"once upon\"}\n\n";
  private static final String OUTPUT =
      ": x-hearth-cost 0.0025\nevent: output\ndata: {\"text\":\"once upon a time\"}\n\n";
  private static final String ERROR =
      """
      : x-hearth-cost 0
      event: error
      data: {"type":"error","request_id":"r1","message":"out of ink","error":{"status":500,\
      "body":{"detail":[{"loc":["body"],"msg":"out of ink","type":"internal_server_error"}]}}}

      """;

  private final StandInServer server = new StandInServer();
  private final HearthClient client = server.client().build();
  private final RemoteFunction<Tale> tell = client.function("hearth/tell", Tale.class);

  StreamTest() throws IOException {}

  record Tale(String text) {}

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static Reply events(String text, boolean whole) {
    return (exchange, _) -> {
      exchange.getResponseHeaders().set("content-type", "text/event-stream");
      exchange.getResponseHeaders().set("x-fal-request-id", "r1");
      exchange.getResponseHeaders().set("x-hearth-cost-bound", "0.01");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      if (!whole) {
        throw new IOException("the server hangs up");
      }
      exchange.close();
    };
  }

  @Test
  void partialsComeInOrderAndThenTheResultWithItsCost() {
    server.on(STREAM, events(FIRST + GAP + OUTPUT, true));
    List<String> seen = new ArrayList<>();
    try (CallStream<Tale> stream = tell.stream(Map.of("about", "cats"))) {
      assertEquals("r1", stream.requestId());
      assertEquals("0.01", stream.costBound().orElseThrow().toPlainString());
      for (Partial<Tale> partial : stream) {
        seen.add(partial.number() + " " + partial.output().text());
      }
      Result<Tale> result = stream.result();
      assertEquals("once upon a time", result.output().text());
      assertEquals("0.0025", result.cost().orElseThrow().toPlainString());
      assertEquals("r1", result.requestId());
      assertFalse(stream.iterator().hasNext());
      assertThrows(NoSuchElementException.class, stream.iterator()::next);
    }
    assertEquals(List.of("1 once", "5 once upon"), seen);
    Seen request = server.seen(STREAM).getFirst();
    assertEquals(Json.parse("{\"about\":\"cats\"}"), request.json());
    assertTrue(request.header("accept").contains("text/event-stream"));
    assertEquals("", request.header("idempotency-key"));
  }

  @Test
  void partialsMayBePassedOver() {
    server.on(STREAM, events(FIRST + GAP + OUTPUT, true));
    try (CallStream<Tale> stream = tell.stream(Map.of())) {
      assertEquals("once upon a time", stream.result().output().text());
    }
  }

  @Test
  void functionMayEmitWhatIsNotItsOutput() {
    server.on(STREAM, events("id: 1\ndata: [0.5]\n\n" + OUTPUT, true));
    try (CallStream<Tale> stream = tell.stream(Map.of())) {
      Partial<Tale> partial = stream.iterator().next();
      assertEquals(Json.parse("[0.5]"), partial.json());
      assertThrows(UnexpectedOutputException.class, partial::output);
      assertEquals("once upon a time", stream.result().output().text());
    }
  }

  @Test
  void serversThatMarkNothingEndWithTheOutput() {
    server.on(STREAM, events("data: {\"text\":\"a\"}\n\ndata: {\"text\":\"ab\"}\n\n", true));
    try (CallStream<Tale> stream = tell.stream(Map.of())) {
      Iterator<Partial<Tale>> partials = stream.iterator();
      assertEquals(1, partials.next().number());
      assertEquals(2, partials.next().number());
      assertFalse(partials.hasNext());
      assertEquals("ab", stream.result().output().text());
      assertTrue(stream.result().cost().isEmpty());
    }
  }

  @Test
  void refusalBeforeTheFirstPartialIsThrownAtOnce() {
    server.on(
        STREAM,
        json(
            422,
            "{\"detail\":[{\"loc\":[\"body\",\"about\"],\"msg\":\"no"
                + " cats\",\"type\":\"missing\"}]}",
            "x-fal-request-id",
            "r1"));
    ApiException e = assertThrows(ApiException.class, () -> tell.stream(Map.of()));
    assertEquals("no cats", e.fieldErrors("about").getFirst().message());
    assertEquals(1, server.seen(STREAM).size());
  }

  @Test
  void whatCannotHaveRunIsSentAgain() {
    server.on(STREAM, json(429, "{}"), json(503, "{}"), events(OUTPUT, true));
    try (CallStream<Tale> stream = tell.stream(Map.of())) {
      assertEquals("once upon a time", stream.result().output().text());
    }
    assertEquals(3, server.seen(STREAM).size());
  }

  @Test
  void whatMayHaveRunIsNotSentAgain() {
    server.on(STREAM, hangUp());
    assertThrows(ConnectionException.class, () -> tell.stream(Map.of()));
    assertEquals(1, server.seen(STREAM).size());
    String other = "POST /run/hearth/other/stream";
    server.on(other, json(503, "{}", "x-fal-request-id", "r2"));
    var function = client.function("hearth/other");
    assertThrows(ApiException.class, () -> function.stream(Map.of()));
    assertEquals(1, server.seen(other).size());
  }

  @Test
  void failureAfterAPartialIsTheFunctions() {
    server.on(STREAM, events(FIRST + ERROR, false));
    try (CallStream<Tale> stream = tell.stream(Map.of())) {
      Iterator<Partial<Tale>> partials = stream.iterator();
      assertEquals("once", partials.next().output().text());
      ApiException e = assertThrows(ApiException.class, partials::hasNext);
      assertEquals(500, e.status());
      assertEquals("internal_server_error", e.errorType());
      assertEquals("r1", e.requestId().orElseThrow());
      assertTrue(String.valueOf(e.getMessage()).contains("out of ink"));
      assertSame(e, assertThrows(ApiException.class, stream::result), "no partial is the result");
    }
  }

  @Test
  void brokenStreamIsNoResult() {
    server.on(STREAM, events(FIRST, false));
    try (CallStream<Tale> stream = tell.stream(Map.of())) {
      assertThrows(ConnectionException.class, stream::result);
      assertThrows(ConnectionException.class, stream::result, "again, and at once");
    }
  }

  @Test
  void emptyStreamIsNoResult() {
    server.on(STREAM, events(": ping\n\n", true));
    try (CallStream<Tale> stream = tell.stream(Map.of())) {
      assertThrows(ConnectionException.class, stream::result);
    }
  }

  @Test
  void closingHangsUp() throws InterruptedException {
    var gone = new CountDownLatch(1);
    server.on(
        STREAM,
        (exchange, _) -> {
          exchange.getResponseHeaders().set("content-type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(FIRST.getBytes(StandardCharsets.UTF_8));
              exchange.getResponseBody().flush();
            }
          } catch (IOException e) {
            gone.countDown();
            throw e;
          }
        });
    CallStream<Tale> stream = tell.stream(Map.of());
    assertEquals("once", stream.iterator().next().output().text());
    stream.close();
    assertTrue(gone.await(1, TimeUnit.MINUTES), "the server notices");
    assertThrows(IllegalStateException.class, stream::result);
  }

  @Test
  void timeoutEndsAStreamThatSaysNothing() {
    var ended = new CountDownLatch(1);
    server.on(STREAM, silence(ended));
    var hasty = tell.with(CallOptions.none().timeout(Duration.ofSeconds(2)));
    try (CallStream<Tale> stream = hasty.stream(Map.of())) {
      assertThrows(CallTimeoutException.class, stream::result);
    } finally {
      ended.countDown();
    }
  }
}
