package dev.hearth.runtime.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.EventReader;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.pool.LogLine;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a submitted call, as events. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class StatusStreamTest extends GatewayFixture {
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
}
