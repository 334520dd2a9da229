package dev.hearth.sdk.cli.dev;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FalErrors;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The page and the function's endpoints, on the loopback interface. Other pages in the same browser
 * reach that too, so the {@code Host} must be this machine's, and what is posted must be JSON,
 * which a page of another origin can't send unasked.
 */
final class DevServer implements AutoCloseable {
  private static final Map<String, String> PAGE =
      Map.of(
          "/", "text/html; charset=utf-8",
          "/dev.js", "text/javascript; charset=utf-8",
          "/dev.css", "text/css; charset=utf-8");

  private static final List<String> HOSTS = List.of("127.0.0.1", "localhost", "[::1]");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private DevServer(HttpServer server) {
    this.server = server;
  }

  /** Serves on that port of 127.0.0.1, 0 for any. */
  static DevServer start(int port, DevProject project, DevLog log) throws IOException {
    var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    HttpServer http;
    try {
      http = HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new CommandFailure(
          "port %d of 127.0.0.1 is taken; choose another by --port N, or any that is free by --port 0."
              .formatted(port),
          e);
    }
    var server = new DevServer(http);
    http.setExecutor(server.threads);
    var calls = new CallRoutes(project, server.url());
    var state = new StateRoute(project, log);
    http.createContext("/", guarded(DevServer::page));
    http.createContext("/dev/state", guarded(state::answer));
    http.createContext("/run/", guarded(calls::run));
    http.createContext("/media/", guarded(calls::media));
    http.start();
    return server;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** What answers requests. */
  interface Route {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private static com.sun.net.httpserver.HttpHandler guarded(Route route) {
    return exchange -> {
      // Inside, as an exchange is closed before what catches is reached.
      try (exchange) {
        answer(exchange, route);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static void answer(HttpExchange exchange, Route route)
      throws IOException, InterruptedException {
    try {
      requireOurs(exchange);
      route.answer(exchange);
    } catch (CallException refusal) {
      send(exchange, refusal);
    }
  }

  private static void requireOurs(HttpExchange exchange) {
    String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    String name = host.replaceFirst(":[0-9]+$", "");
    if (!HOSTS.contains(name)) {
      throw new CallException(ErrorCode.FORBIDDEN, "this is no page of " + name);
    }
    if (exchange.getRequestMethod().equals("POST")) {
      String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
      if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
        throw new CallException(
            ErrorCode.BAD_REQUEST, "expected Content-Type application/json, not " + type);
      }
    } else if (!exchange.getRequestMethod().equals("GET")) {
      throw new CallException(
          ErrorCode.BAD_REQUEST, "expected GET or POST, not " + exchange.getRequestMethod());
    }
  }

  private static void page(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String type = PAGE.get(path);
    if (type == null) {
      throw new CallException(ErrorCode.NOT_FOUND, "there is no " + path);
    }
    String name = path.equals("/") ? "dev.html" : path.substring(1);
    try (InputStream in = DevServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      exchange
          .getResponseHeaders()
          .set(
              "Content-Security-Policy",
              "default-src 'self'; img-src 'self' data: blob:; media-src 'self' data: blob:;"
                  + " frame-ancestors 'none'");
      send(exchange, 200, type, in.readAllBytes());
    }
  }

  private static void send(HttpExchange exchange, CallException failure) throws IOException {
    if (exchange.getResponseCode() < 0) {
      exchange.getResponseHeaders().set("x-fal-error-type", failure.code().type());
      send(exchange, failure.code().httpStatus(), "application/json", FalErrors.body(failure));
    }
  }

  /** Sends a whole answer. */
  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  static void sendJson(HttpExchange exchange, int status, String json) throws IOException {
    send(exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
