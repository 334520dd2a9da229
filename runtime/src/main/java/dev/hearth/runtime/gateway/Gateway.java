package dev.hearth.runtime.gateway;

import dev.hearth.runtime.gateway.FalRoute.Surface;
import dev.hearth.runtime.media.MediaStore;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import io.quarkus.logging.Log;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * fal's protocol over HTTP, in three routings: by the host that a request is for, when it is one of
 * fal's, whatever its path; by prefix ({@code /run}, {@code /queue}, {@code /rest}, and {@code
 * /__host/HOST/…} for clients that rewrite URLs); and by fal's proxy form ({@code /api/fal/proxy}
 * with {@code x-fal-target-url}, which is mapped and never fetched). Each call is answered on a
 * virtual thread.
 */
@ApplicationScoped
class Gateway {
  private static final String EXPOSED =
      "x-fal-request-id, x-hearth-cost, x-hearth-cost-bound, x-fal-billable-units,"
          + " x-fal-error-type, x-fal-retryable, "
          + Reply.RUNNER_HINTS;

  private final CallHandler calls;
  private final CallStreams callStreams;
  private final StatusStreams statusStreams;
  private final MediaStore media;
  private final GatewayConfig config;
  private final ExecutorService threads;

  Gateway(
      CallHandler calls,
      CallStreams callStreams,
      StatusStreams statusStreams,
      MediaStore media,
      GatewayConfig config,
      @VirtualThreads ExecutorService threads) {
    this.calls = calls;
    this.callStreams = callStreams;
    this.statusStreams = statusStreams;
    this.media = media;
    this.config = config;
    this.threads = threads;
  }

  void register(@Observes Router router) {
    router.route().order(-100).handler(Gateway::crossOrigin);
    BodyHandler body = BodyHandler.create(false).setBodyLimit(config.maxBody().asLongValue());
    router
        .route()
        .order(-50)
        .handler(onFalHost(body))
        .handler(onFalHost(this::accept))
        .failureHandler(onFalHost(this::failed));
    for (String prefix : new String[] {"/run", "/queue", "/rest", "/__host", "/api/fal/proxy"}) {
      router.route(prefix + "*").handler(body).handler(this::accept).failureHandler(this::failed);
    }
    router
        .get("/")
        .handler(
            context ->
                Reply.json(
                        200,
                        JsonObject.builder()
                            .put("name", "Hearth")
                            .put("health", "/q/health")
                            .put("run", "POST /run/{owner}/{name}")
                            .put("queue", "POST /queue/{owner}/{name}")
                            .build())
                    .send(context.response()));
  }

  /** Passes requests for other hosts on: only a fal host's paths are all fal's. */
  private static Handler<RoutingContext> onFalHost(Handler<RoutingContext> handler) {
    return context -> {
      if (RequestedHost.surface(context.request()).isPresent()) {
        handler.handle(context);
      } else {
        context.next();
      }
    };
  }

  private static void crossOrigin(RoutingContext context) {
    var response = context.response();
    response.putHeader("access-control-allow-origin", "*");
    response.putHeader("access-control-expose-headers", EXPOSED);
    if (!context.request().method().equals(HttpMethod.OPTIONS)) {
      context.next();
      return;
    }
    response.putHeader("access-control-allow-methods", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
    response.putHeader("access-control-allow-headers", "authorization, *");
    response.putHeader("access-control-max-age", "86400");
    response.setStatusCode(204).end();
  }

  private void failed(RoutingContext context) {
    if (context.statusCode() == 413) {
      var tooLarge =
          new CallException(
              ErrorCode.PAYLOAD_TOO_LARGE,
              "a call's body has at most %d MiB; upload larger files first"
                  .formatted(config.maxBody().asLongValue() >> 20));
      Reply.error(tooLarge).send(context.response());
      return;
    }
    if (context.statusCode() == 400) {
      invalid(context);
      return;
    }
    Log.error("a request failed in routing", context.failure());
    Reply.error(new CallException(ErrorCode.INTERNAL, "internal error")).send(context.response());
  }

  private void accept(RoutingContext context) {
    Optional<Call> call = route(context);
    if (call.isEmpty()) {
      invalid(context);
      return;
    }
    threads.execute(() -> answer(call.get()));
  }

  private static void invalid(RoutingContext context) {
    Reply.json(400, JsonObject.builder().put("detail", "Invalid request").build())
        .send(context.response());
  }

  private static Optional<Call> route(RoutingContext context) {
    String path = Objects.requireNonNullElse(context.request().path(), "/");
    String query = context.request().query();
    Optional<Surface> hosted = RequestedHost.surface(context.request());
    if (hosted.isPresent()) {
      return hosted.map(surface -> call(context, surface, path, query));
    }
    if (path.startsWith("/api/fal/proxy")) {
      return proxied(context, context.request().getHeader("x-fal-target-url"));
    }
    if (path.startsWith("/__host/")) {
      int end = path.indexOf('/', "/__host/".length());
      String host = path.substring("/__host/".length(), end < 0 ? path.length() : end);
      return Surface.ofHost(host)
          .map(surface -> call(context, surface, end < 0 ? "/" : path.substring(end), query));
    }
    int end = path.indexOf('/', 1);
    String prefix = end < 0 ? path : path.substring(0, end);
    String rest = end < 0 ? "/" : path.substring(end);
    return switch (prefix) {
      case "/run" -> Optional.of(call(context, Surface.RUN, rest, query));
      case "/queue" -> Optional.of(call(context, Surface.QUEUE, rest, query));
      case "/rest" -> Optional.of(call(context, Surface.REST, rest, query));
      default -> Optional.empty();
    };
  }

  private static Optional<Call> proxied(RoutingContext context, @Nullable String target) {
    if (target == null) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(target);
      String host = uri.getHost();
      return host == null
          ? Optional.empty()
          : Surface.ofHost(host)
              .map(surface -> call(context, surface, uri.getRawPath(), uri.getRawQuery()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Call call(
      RoutingContext context, Surface surface, String path, @Nullable String query) {
    FalRoute route = FalRoute.parse(surface, context.request().method().name(), path);
    Buffer body = context.body().buffer();
    return new Call(
        surface,
        route,
        query == null ? "" : query,
        context.request(),
        context.response(),
        body == null ? new byte[0] : body.getBytes());
  }

  private void answer(Call call) {
    try {
      switch (call.route()) {
        case FalRoute.Run(var target) -> calls.run(call, target).send(call.response());
        case FalRoute.Stream(var target) -> callStreams.stream(call, target);
        case FalRoute.Submit(var target) -> calls.submit(call, target).send(call.response());
        case FalRoute.Status(var id) -> calls.status(call, id).send(call.response());
        case FalRoute.StatusStream(var id) -> statusStreams.stream(call, id);
        case FalRoute.Result(var id) -> calls.result(call, id).send(call.response());
        case FalRoute.Cancel(var id) -> calls.cancel(call, id).send(call.response());
        case FalRoute.InitiateUpload _ -> initiateUpload(call).send(call.response());
        case FalRoute.NoRequest _ -> noRequest(call).send(call.response());
        case FalRoute.Unknown _ ->
            Reply.error(new CallException(ErrorCode.NOT_FOUND, "Not Found")).send(call.response());
      }
    } catch (CallException refusal) {
      Reply.error(refusal).send(call.response());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      Log.errorf(e, "%s %s failed", call.http().method(), call.http().path());
      Reply.error(new CallException(ErrorCode.INTERNAL, "internal error")).send(call.response());
    }
  }

  private Reply noRequest(Call call) {
    calls.caller(call, "queue");
    return calls.notFound();
  }

  private Reply initiateUpload(Call call) {
    calls.caller(call, "storage");
    JsonObject body;
    try {
      body = Json.parseObject(new String(call.body(), StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new CallException(ErrorCode.INVALID_INPUT, "the body must be a JSON object", e);
    }
    String type = body.get("content_type").map(Json::asString).orElse("application/octet-stream");
    String name = body.get("file_name").map(Json::asString).orElse("file");
    MediaStore.Upload upload = media.announce(type, name);
    return Reply.json(
        200,
        JsonObject.builder()
            .put("file_url", upload.fileUrl())
            .put("upload_url", upload.uploadUrl())
            .build());
  }
}
