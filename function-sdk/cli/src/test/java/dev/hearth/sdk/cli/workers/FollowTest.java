package dev.hearth.sdk.cli.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import dev.hearth.sdk.cli.TestServer;
import dev.hearth.sdk.cli.TestServer.Reply;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FollowTest {
  private static final String LOGS = "GET /node/v1/functions/acme/glow/logs";

  private final TestServer server;

  FollowTest() throws IOException {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String line(int n) {
    return "{\"timestamp\":\"2026-03-01T12:00:0%dZ\",\"level\":\"INFO\",\"message\":\"line %d\"}"
        .formatted(n, n);
  }

  private Ran hearth(String... words) {
    var all = new java.util.ArrayList<>(List.of(words));
    all.add("--api=" + server.origin());
    all.add("--console=" + server.origin());
    all.add("--key=id:secret");
    return Ran.hearth(all.toArray(String[]::new));
  }

  /** Runs a command that goes on until it is interrupted, which it is once the latch is open. */
  private Ran until(CountDownLatch enough, String... words) throws Exception {
    var task = new FutureTask<>(() -> hearth(words));
    Thread thread = Thread.ofPlatform().start(task);
    assertTrue(enough.await(60, TimeUnit.SECONDS));
    thread.interrupt();
    return task.get(60, TimeUnit.SECONDS);
  }

  @Test
  void followingGoesOnOverAnOutageWithoutLosingOrRepeatingLines() throws Exception {
    var enough = new CountDownLatch(1);
    var asked = new AtomicInteger();
    var queries = new java.util.concurrent.CopyOnWriteArrayList<String>();
    server.onQuery(
        LOGS,
        (request, query) -> {
          queries.add(query);
          return switch (asked.incrementAndGet()) {
            case 1 -> Reply.of(200, "{\"logs\":[" + line(1) + "," + line(2) + "]}");
            case 2 -> Reply.of(503, "{\"detail\":\"restarting\"}");
            case 3 -> Reply.of(502, "{\"detail\":\"restarting\"}");
            case 4 -> Reply.of(200, "{\"logs\":[" + line(3) + "]}");
            case 5 -> Reply.of(200, "{\"logs\":[]}");
            default -> {
              enough.countDown();
              yield Reply.of(200, "{\"logs\":[]}");
            }
          };
        });
    Ran ran = until(enough, "logs", "-f", "acme/glow");
    assertEquals(130, ran.status(), ran.err());
    assertEquals(
        List.of("line 1", "line 2", "line 3"),
        ran.out().lines().map(line -> line.replaceAll(".*(line \\d)", "$1")).toList());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().contains("restarting"), ran.err());
    assertEquals(
        List.of("", "after=2026-03-01T12:00:02Z", "after=2026-03-01T12:00:02Z"),
        queries.subList(0, 3));
    assertEquals("after=2026-03-01T12:00:03Z", queries.get(4));
  }

  @Test
  void functionThatIsGoneEndsTheFollowing() {
    var asked = new AtomicInteger();
    server.on(LOGS, _ -> Reply.of(asked.incrementAndGet() == 1 ? 200 : 404, "{\"logs\":[]}"));
    assertEquals(3, hearth("logs", "--follow", "acme/glow").status());
  }

  @Test
  void tailAndJson() {
    server.on(LOGS, 200, "{\"logs\":[" + line(1) + "," + line(2) + "," + line(3) + "]}");
    assertEquals(
        "{\"logs\":[" + line(3) + "]}\n",
        hearth("logs", "acme/glow", "--tail", "1", "--json").out());
    assertEquals(3, hearth("logs", "acme/glow").out().lines().count());
    assertEquals("", hearth("logs", "acme/glow", "-n", "0").out());
  }

  @Test
  void watchingListsWorkersAgainAndAgain() throws Exception {
    var enough = new CountDownLatch(2);
    server.on(
        "GET /node/v1/workers",
        _ -> {
          enough.countDown();
          return Reply.of(200, "{\"workers\":[]}");
        });
    Ran ran = until(enough, "ps", "--watch", "--json");
    assertEquals(130, ran.status());
    assertTrue(ran.out().lines().allMatch("{\"workers\":[]}"::equals), ran.out());
    assertTrue(ran.out().lines().count() >= 1, ran.out());
  }
}
