package dev.hearth.sdk.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A real HTTP server whose answers a test lays down per method and path: each of them once, the
 * last one again and again.
 */
final class StandInServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Deque<Reply>> replies = new HashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** Pauses that the client would have made. */
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  StandInServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** How the server answers once. */
  interface Reply {
    void to(HttpExchange exchange, Seen request) throws IOException;
  }

  /** A request as it arrived. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Seen(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
    String header(String name) {
      List<String> values = headers.getOrDefault(name, List.of());
      return values.isEmpty() ? "" : values.getFirst();
    }

    Json json() {
      return Json.parse(new String(body, StandardCharsets.UTF_8));
    }
  }

  URI origin() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  HearthClientBuilder client() {
    var random = new SplittableRandom(1);
    return HearthClient.builder()
        .api(origin())
        .key("id:secret")
        .backoff(new Backoff(random, pauses::add));
  }

  /** Lays down the next answers to a method and path. */
  void on(String methodAndPath, Reply... next) {
    synchronized (replies) {
      replies.computeIfAbsent(methodAndPath, _ -> new ArrayDeque<>()).addAll(List.of(next));
    }
  }

  List<Seen> seen(String methodAndPath) {
    List<Seen> found = new ArrayList<>();
    for (Seen request : seen) {
      if (methodAndPath.equals(request.method() + " " + request.uri().getPath())) {
        found.add(request);
      }
    }
    return found;
  }

  static Reply json(int status, String body, String... headers) {
    return (exchange, _) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/json");
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  static Reply bytes(byte[] content) {
    return (exchange, _) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
      exchange.close();
    };
  }

  /** Reads the request and hangs up. */
  static Reply hangUp() {
    return (_, _) -> {
      throw new IOException("the server hangs up");
    };
  }

  /** A stream of events in which nothing comes before the end. */
  static Reply silence(CountDownLatch end) {
    return (exchange, _) -> {
      exchange.getResponseHeaders().set("content-type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
    var request = new Seen(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
    seen.add(request);
    next(request.method() + " " + request.uri().getPath()).to(exchange, request);
  }

  private Reply next(String methodAndPath) {
    synchronized (replies) {
      Deque<Reply> laid = replies.get(methodAndPath);
      if (laid == null) {
        return json(404, "{\"detail\":\"Not Found\",\"error_type\":\"not_found\"}");
      }
      return laid.size() == 1 ? laid.element() : laid.remove();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
