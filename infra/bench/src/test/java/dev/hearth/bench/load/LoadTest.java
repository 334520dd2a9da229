package dev.hearth.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class LoadTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final HttpServer server;

  LoadTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          int now = underWay.incrementAndGet();
          mostUnderWay.accumulateAndGet(now, Math::max);
          byte[] body = exchange.getRequestBody().readAllBytes();
          served.incrementAndGet();
          underWay.decrementAndGet();
          exchange.sendResponseHeaders(body.length == 4 ? 200 : 500, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  @Timeout(60)
  void countsEachCallThatEndedAndNoOther() throws IOException {
    LoadResult result;
    do { // on a busy machine nothing may be answered in a short time
      served.set(0);
      result = load("1234").measure(Duration.ZERO, SHORT, () -> {}, () -> {});
    } while (result.calls() == 0);
    assertEquals(result.calls(), result.latencies().getTotalCount());
    assertTrue(result.calls() <= served.get(), "no call was counted that wasn't answered");
    assertTrue(served.get() - result.calls() <= 3, "at most one per connection is under way");
    assertTrue(mostUnderWay.get() <= 3, "a connection has one request under way");
  }

  @Test
  void failureEndsTheMeasurement() {
    Load load = load("12345");
    var error =
        assertThrows(
            IllegalStateException.class,
            () -> load.measure(Duration.ZERO, LONG, () -> {}, () -> {}));
    assertEquals("answered 500: 12345", error.getMessage());
  }

  private Load load(String body) {
    URI origin = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    byte[] request = new Requests(origin, "Key none").post("/", body).request();
    return new Load(server.getAddress(), 3, () -> Script.repeating(request));
  }
}
