package dev.hearth.sdk.cli.dev;

import com.sun.net.httpserver.HttpExchange;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FalErrors;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.media.ContentTypes;
import dev.hearth.sdk.testkit.node.CallEvent;
import dev.hearth.sdk.testkit.node.LocalCall;
import dev.hearth.sdk.testkit.node.LocalNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls by fal's protocol: {@code POST /run/OWNER/NAME}, and {@code …/stream} for the way there.
 * The owner may be anyone: there are no accounts here.
 */
final class CallRoutes {
  private static final Pattern RUN =
      Pattern.compile("/run/[a-z0-9-]{1,63}/([a-z0-9-]{1,63})((?:/[a-z0-9._-]+)*)/?");

  private static final Pattern MEDIA = Pattern.compile("/media/([0-9]{1,18})/([0-9]{1,9})");
  private static final String STREAM = "/stream";
  private static final int MAX_BODY_BYTES = 256 << 20;
  private static final int MICRO_DIGITS = 6;

  private final DevProject project;
  private final String url;

  /**
   * @param url of this server, with a slash at its end
   */
  CallRoutes(DevProject project, String url) {
    this.project = project;
    this.url = url;
  }

  void run(HttpExchange exchange) throws IOException, InterruptedException {
    Matcher route = RUN.matcher(exchange.getRequestURI().getPath());
    DevWorker worker = worker();
    Descriptor descriptor = worker.node().descriptor();
    if (!route.matches() || !route.group(1).equals(descriptor.name())) {
      throw new CallException(
          ErrorCode.NOT_FOUND, "here is only /run/me/" + descriptor.name() + ", which wants POST");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      throw new CallException(ErrorCode.BAD_REQUEST, "a call is a POST");
    }
    String path = route.group(2).isEmpty() ? "/" : route.group(2);
    boolean stream = path.endsWith(STREAM);
    if (stream) {
      path = path.equals(STREAM) ? "/" : path.substring(0, path.length() - STREAM.length());
    }
    LocalCall call = worker.node().submit(path, input(exchange));
    if (stream) {
      stream(exchange, worker.node(), call);
    } else {
      answer(exchange, worker.node(), call);
    }
  }

  private DevWorker worker() {
    return project
        .worker()
        .orElseThrow(
            () ->
                new CallException(
                    ErrorCode.RUNNER_SCHEDULING_FAILURE,
                    "the function isn't up: "
                        + (project.state().problems().isEmpty()
                            ? "it is being built"
                            : project.state().problems().getFirst())));
  }

  private static JsonObject input(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new CallException(
          ErrorCode.PAYLOAD_TOO_LARGE, "an input has at most " + MAX_BODY_BYTES + " bytes");
    }
    try {
      return body.length == 0
          ? JsonObject.builder().build()
          : Json.parseObject(new String(body, StandardCharsets.UTF_8));
    } catch (JsonException e) {
      String message = "the body is no JSON object: " + e.getMessage();
      throw new CallException(
          ErrorCode.INVALID_INPUT,
          message,
          List.of(new FieldError(List.of("body"), message, "json_invalid")));
    }
  }

  private void answer(HttpExchange exchange, LocalNode node, LocalCall call)
      throws IOException, InterruptedException {
    switch (end(node, call)) {
      case CallEvent.Succeeded(var output, var microUnits) -> {
        exchange.getResponseHeaders().set("x-fal-billable-units", units(microUnits));
        DevServer.sendJson(exchange, 200, published(output).print());
      }
      case CallEvent.Failed(var reason, _) -> throw reason;
      default -> throw new IllegalStateException("no end");
    }
  }

  private static CallEvent end(LocalNode node, LocalCall call) throws InterruptedException {
    Duration limit = node.descriptor().timeout();
    return call.awaitEnd(limit).orElseGet(() -> tooLong(node, call, limit));
  }

  private static CallEvent tooLong(LocalNode node, LocalCall call, Duration limit) {
    node.cancel(call);
    return new CallEvent.Failed(
        new CallException(
            ErrorCode.GENERATION_TIMEOUT,
            "the function took longer than its " + limit.toSeconds() + " s"),
        "");
  }

  /** A reader who leaves withdraws the call. */
  private void stream(HttpExchange exchange, LocalNode node, LocalCall call)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      long until = System.nanoTime() + node.descriptor().timeout().toNanos();
      int told = 0;
      while (true) {
        List<CallEvent> events = call.awaitMore(told, Duration.ofSeconds(1));
        for (CallEvent event : events.subList(told, events.size())) {
          tell(out, event);
        }
        told = events.size();
        if (told > 0 && events.getLast().isEnd()) {
          return;
        }
        if (System.nanoTime() > until) {
          tell(out, tooLong(node, call, node.descriptor().timeout()));
          return;
        }
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      node.cancel(call);
      throw e;
    }
  }

  /**
   * Partial outputs and the result as fal streams them; logs and progress by events of their own.
   */
  private void tell(OutputStream out, CallEvent event) throws IOException {
    String text =
        switch (event) {
          case CallEvent.Logged(var level, var message) ->
              "event: log\ndata: "
                  + JsonObject.builder()
                      .put("level", level)
                      .put("message", message)
                      .build()
                      .print();
          case CallEvent.Progressed(var done, var total) ->
              "event: progress\ndata: "
                  + JsonObject.builder().put("done", done).put("total", total).build().print();
          case CallEvent.Emitted(var partial) -> "data: " + published(partial).print();
          case CallEvent.Succeeded(var output, var microUnits) ->
              "event: units\ndata: "
                  + Json.of(units(microUnits)).print()
                  + "\n\ndata: "
                  + published(output).print();
          case CallEvent.Failed(var reason, var stack) ->
              "event: error\ndata: "
                  + JsonObject.builder()
                      .put("status", reason.code().httpStatus())
                      .put(
                          "body",
                          Json.parse(new String(FalErrors.body(reason), StandardCharsets.UTF_8)))
                      .put("stack", stack)
                      .build()
                      .print();
        };
    out.write((text + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String units(long microUnits) {
    return BigDecimal.valueOf(microUnits, MICRO_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** With URLs of this server in place of files of this machine. */
  private Json published(Json json) {
    return switch (json) {
      case JsonArray(var elements) ->
          new JsonArray(elements.stream().map(this::published).toList());
      case JsonObject object when isFile(object) ->
          object.with("url", Json.of(publicUrl(object.string("url"), object)));
      case JsonObject object -> {
        var members = new LinkedHashMap<String, Json>();
        object.members().forEach((name, value) -> members.put(name, published(value)));
        yield new JsonObject(members);
      }
      default -> json;
    };
  }

  private static boolean isFile(JsonObject object) {
    return object.members().get("url") instanceof JsonString(var url) && url.startsWith("file:");
  }

  private String publicUrl(String file, JsonObject object) {
    Path path = Path.of(URI.create(file));
    Path call = Objects.requireNonNull(path.getParent());
    String type = object.get("content_type").map(Json::asString).orElse(ContentTypes.UNKNOWN);
    return "%smedia/%s/%s?%s"
        .formatted(
            url,
            call.getFileName(),
            path.getFileName(),
            URLEncoder.encode(type, StandardCharsets.UTF_8));
  }

  void media(HttpExchange exchange) throws IOException {
    Matcher route = MEDIA.matcher(exchange.getRequestURI().getPath());
    if (!route.matches()) {
      throw gone();
    }
    Path file = worker().outputs().resolve(route.group(1)).resolve(route.group(2));
    if (!Files.isRegularFile(file)) {
      throw gone();
    }
    String told = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
    String type = ContentTypes.of(file, told);
    exchange.getResponseHeaders().set("Content-Security-Policy", "sandbox");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set("Content-Type", ContentTypes.inline(type) ? type : ContentTypes.UNKNOWN);
    long bytes = Files.size(file);
    exchange.sendResponseHeaders(200, bytes == 0 ? -1 : bytes);
    try (OutputStream out = exchange.getResponseBody()) {
      Files.copy(file, out);
    }
  }

  private static CallException gone() {
    return new CallException(
        ErrorCode.NOT_FOUND, "no such file; those of calls before the last build are gone");
  }
}
