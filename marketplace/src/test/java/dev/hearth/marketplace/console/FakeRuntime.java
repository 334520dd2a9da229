package dev.hearth.marketplace.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearth.sdk.json.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that plays the runtime: answers as scripted and remembers what was asked. */
public final class FakeRuntime implements QuarkusTestResourceLifecycleManager {
  static final String REQUEST_ID = "0b7b5a6e-2f2c-4e7e-9a51-1c2d3e4f5a6b";

  private static final Pattern UPLOAD = Pattern.compile("/upload/(\\w+)");
  private static @Nullable FakeRuntime running;

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private @Nullable HttpServer server;

  /**
   * One call that reached the runtime.
   *
   * @param latin1 the body, one character a byte
   */
  record Asked(String call, Optional<String> authorization, Optional<String> type, String latin1) {
    String text() {
      return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  /** What to answer. */
  record Answer(int status, String body, Map<String, String> headers) {
    Answer(int status, String body) {
      this(status, body, Map.of());
    }
  }

  static FakeRuntime instance() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  @Override
  public Map<String, String> start() {
    try {
      var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/", this::handle);
      http.start();
      server = http;
      running = this;
      return Map.of("hearth.public.api-url", api());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  String api() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void reset() {
    asked.clear();
    answers.clear();
  }

  /** Scripts the answer to e.g. {@code POST /queue/hearth/upscale}. */
  void answer(String call, Answer answer) {
    answers.put(call, answer);
  }

  void acceptSubmits(String function) {
    answer(
        "POST /queue/" + function,
        new Answer(200, "{\"status\":\"IN_QUEUE\",\"request_id\":\"" + REQUEST_ID + "\"}"));
  }

  void status(String function, String json) {
    answer("GET /queue/" + function + "/requests/" + REQUEST_ID + "/status", new Answer(200, json));
  }

  void result(String function, int status, String json, String cost) {
    answer(
        "GET /queue/" + function + "/requests/" + REQUEST_ID,
        new Answer(status, json, Map.of("x-hearth-cost", cost)));
  }

  /** The calls so far whose method and path start so. */
  List<Asked> asked(String prefix) {
    return asked.stream().filter(a -> a.call().startsWith(prefix)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    asked.add(
        new Asked(
            call,
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)));
    Answer answer = answers.getOrDefault(call, standard(call));
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Answer standard(String call) {
    Matcher upload = UPLOAD.matcher(call);
    if (call.equals("POST /rest/storage/upload/initiate")) {
      return new Answer(
          200,
          Json.parse(
                  "{\"file_url\":\"%s/media/abc/cat.png\",\"upload_url\":\"%s/upload/abc\"}"
                      .formatted(api(), api()))
              .print());
    }
    return upload.find() ? new Answer(200, "") : new Answer(404, "{\"detail\":\"Not found\"}");
  }
}
