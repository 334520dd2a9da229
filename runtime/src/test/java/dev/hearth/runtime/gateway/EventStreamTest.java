package dev.hearth.runtime.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EventStreamTest {
  private final List<String> calls = new ArrayList<>();

  /** A response whose writes end as that future does. */
  private HttpServerResponse response(Future<Void> written) {
    return (HttpServerResponse)
        Proxy.newProxyInstance(
            HttpServerResponse.class.getClassLoader(),
            new Class<?>[] {HttpServerResponse.class},
            (proxy, method, _) -> {
              calls.add(method.getName());
              return switch (method.getName()) {
                case "write", "end" -> written;
                case "reset" -> true;
                default -> proxy;
              };
            });
  }

  private EventStream stream(Future<Void> written, Duration patience) {
    return new EventStream(response(written), patience, new UUID(0, 1), Map.of());
  }

  @Test
  void readerWhoDoesntReadIsGoneAfterAWhile() {
    EventStream stream = stream(Promise.<Void>promise().future(), Duration.ofMillis(1));
    IOException gone = assertThrows(IOException.class, stream::ping);
    assertEquals("the reader took longer than 0 s", gone.getMessage());
    assertEquals("reset", calls.getLast());
  }

  @Test
  void brokenConnectionIsTold() {
    EventStream stream = stream(Future.failedFuture("reset by peer"), Duration.ofMinutes(1));
    assertThrows(IOException.class, () -> stream.send("data: 1\n\n"));
  }

  @Test
  void whatWasReadIsNoReasonToWait() throws IOException {
    EventStream stream = stream(Future.succeededFuture(), Duration.ofMinutes(1));
    stream.send("data: 1\n\n");
    stream.end();
    assertEquals(List.of("write", "end"), calls.subList(calls.size() - 2, calls.size()));
  }
}
