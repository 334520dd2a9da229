package dev.hearth.runtime.node;

import dev.hearth.runtime.account.Caller;
import dev.hearth.runtime.account.Callers;
import dev.hearth.runtime.pool.LogLine;
import dev.hearth.runtime.pool.Pools;
import dev.hearth.runtime.pool.WorkerStatus;
import dev.hearth.runtime.worker.StartPhases;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import io.quarkus.logging.Log;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * {@code /node/v1}: workers and logs of this node, for the owners of functions; an admin sees all.
 */
@ApplicationScoped
class NodeRoutes {
  private final Callers callers;
  private final Pools pools;
  private final ExecutorService threads;

  NodeRoutes(Callers callers, Pools pools, @VirtualThreads ExecutorService threads) {
    this.callers = callers;
    this.pools = pools;
    this.threads = threads;
  }

  void register(@Observes Router router) {
    router.get("/node/v1/workers").handler(context -> answer(context, this::workers));
    router
        .get("/node/v1/functions/:owner/:name/logs")
        .handler(
            context ->
                answer(
                    context,
                    caller ->
                        logs(
                            caller,
                            parameter(context, "owner") + "/" + parameter(context, "name"),
                            after(context))));
  }

  private void answer(RoutingContext context, Function<Caller, Optional<Json>> body) {
    threads.execute(
        () -> {
          try {
            Optional<Caller> caller = callers.of(context.request().getHeader("Authorization"));
            if (caller.isEmpty()) {
              send(context, 401, error("a key is needed: Authorization: Key id:secret"));
              return;
            }
            Optional<Json> found = body.apply(caller.get());
            send(
                context,
                found.isPresent() ? 200 : 404,
                found.orElseGet(() -> error("no such function, or not yours")));
          } catch (DateTimeParseException e) {
            send(context, 422, error("\"after\" is no time such as 2026-03-01T12:00:00Z"));
          } catch (RuntimeException e) {
            Log.error("a status page failed", e);
            send(context, 500, error("internal error"));
          }
        });
  }

  private static String parameter(RoutingContext context, String name) {
    return Objects.requireNonNullElse(context.pathParam(name), "");
  }

  private Optional<Json> workers(Caller caller) {
    var visible =
        pools.workers().stream()
            .filter(worker -> mayRead(caller, owner(worker.function())))
            .map(NodeRoutes::json)
            .toList();
    return Optional.of(JsonObject.builder().put("workers", new JsonArray(visible)).build());
  }

  /** The time of the last line that the reader has. */
  private static Instant after(RoutingContext context) {
    String after = context.request().getParam("after");
    return after == null ? Instant.MIN : Instant.parse(after);
  }

  private Optional<Json> logs(Caller caller, String function, Instant after) {
    if (!mayRead(caller, owner(function))) {
      return Optional.empty();
    }
    var lines =
        pools.workerLog(function).stream()
            .filter(line -> line.at().isAfter(after))
            .map(NodeRoutes::json)
            .toList();
    return Optional.of(JsonObject.builder().put("logs", new JsonArray(lines)).build());
  }

  private static boolean mayRead(Caller caller, String owner) {
    return caller.admin() || caller.name().equals(owner);
  }

  private static String owner(String function) {
    return function.substring(0, function.indexOf('/'));
  }

  private static Json json(WorkerStatus worker) {
    var json = JsonObject.builder();
    worker.start().ifPresent(start -> json.put("start", json(start)));
    return json.put("id", worker.id())
        .put("function", worker.function())
        .put("version", worker.version())
        .put("state", worker.state())
        .put("pid", worker.pid())
        .put("calls", worker.calls())
        .put("started_at", worker.startedAt().toString())
        .put("isolation", worker.isolation())
        .build();
  }

  private static Json json(WorkerStatus.Start start) {
    StartPhases phases = start.phases();
    return JsonObject.builder()
        .put("provision_ms", start.provision().toMillis())
        .put("pull_ms", phases.pull().toMillis())
        .put("start_ms", phases.start().toMillis())
        .put("load_ms", phases.load().toMillis())
        .put("warm_up_ms", phases.warmUp().toMillis())
        .put("class_cache", phases.cached())
        .build();
  }

  private static Json json(LogLine line) {
    return JsonObject.builder()
        .put("timestamp", line.at().toString())
        .put("level", line.level())
        .put("message", line.message())
        .build();
  }

  private static Json error(String message) {
    return JsonObject.builder().put("detail", message).build();
  }

  private static void send(RoutingContext context, int status, Json body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.print());
  }
}
