package dev.hearth.sdk.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on a free port whose routes a test gives, and which remembers what it was asked.
 */
public final class TestServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  public TestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Answers one request. */
  public interface Route {
    Reply answer(Request request) throws IOException;
  }

  /**
   * What came.
   *
   * @param query decoded, empty for none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Request(String method, String path, String query, Headers headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public @Nullable String header(String name) {
      return headers.getFirst(name);
    }
  }

  /** What goes. */
  public record Reply(int status, String body, Map<String, String> headers) {
    public static Reply of(int status, String body) {
      return new Reply(status, body, Map.of());
    }
  }

  /** Serves {@code METHOD /path}; the query doesn't count. */
  public TestServer on(String methodAndPath, Route route) {
    routes.put(methodAndPath, route);
    return this;
  }

  /** Serves {@code METHOD /path} by its query; empty if there is none. */
  public TestServer onQuery(String methodAndPath, QueryRoute route) {
    return on(methodAndPath, request -> route.answer(request, request.query()));
  }

  /** Answers one request by its query. */
  public interface QueryRoute {
    Reply answer(Request request, String query) throws IOException;
  }

  /** Always the same answer. */
  public TestServer on(String methodAndPath, int status, String body) {
    return on(methodAndPath, _ -> Reply.of(status, body));
  }

  public URI origin() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All requests so far, in the order of their arrival. */
  public List<Request> requests() {
    return requests;
  }

  /** Requests of one kind. */
  public List<Request> requests(String methodAndPath) {
    return requests.stream()
        .filter(request -> (request.method() + " " + request.path()).equals(methodAndPath))
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), ""),
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes());
      requests.add(request);
      Route route = routes.get(request.method() + " " + request.path());
      Reply reply =
          route == null ? Reply.of(404, "{\"detail\":\"no route\"}") : route.answer(request);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
