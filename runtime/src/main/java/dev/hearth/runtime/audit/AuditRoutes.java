package dev.hearth.runtime.audit;

import dev.hearth.runtime.account.Caller;
import dev.hearth.runtime.account.Callers;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json.JsonObject;
import io.quarkus.logging.Log;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** {@code /node/v1/audit}: the audit of the runtime's database, for admins. */
@ApplicationScoped
class AuditRoutes {
  private static final int MOST_BUCKETS = 64;

  private final Callers callers;
  private final Audit audit;
  private final ExecutorService threads;

  AuditRoutes(Callers callers, Audit audit, @VirtualThreads ExecutorService threads) {
    this.callers = callers;
    this.audit = audit;
    this.threads = threads;
  }

  void register(@Observes Router router) {
    router.get("/node/v1/audit").handler(context -> answer(context, audit::report));
    router
        .get("/node/v1/audit/records")
        .handler(context -> answer(context, () -> audit.records(kind(context), buckets(context))));
  }

  private void answer(RoutingContext context, Supplier<JsonObject> body) {
    threads.execute(
        () -> {
          try {
            requireAdmin(context);
            send(context, 200, body.get());
          } catch (CallException e) {
            send(context, e.code().httpStatus(), error(e.reason()));
          } catch (RuntimeException e) {
            Log.error("an audit failed", e);
            send(context, 500, error("internal error"));
          }
        });
  }

  private void requireAdmin(RoutingContext context) {
    Caller caller =
        callers
            .of(context.request().getHeader("Authorization"))
            .orElseThrow(
                () ->
                    new CallException(
                        ErrorCode.UNAUTHENTICATED,
                        "a key is needed: Authorization: Key id:secret"));
    if (!caller.admin()) {
      throw new CallException(ErrorCode.FORBIDDEN, "this needs an admin's key");
    }
  }

  private static SharedRecords kind(RoutingContext context) {
    String word = parameter(context, "kind");
    return SharedRecords.ofWord(word)
        .orElseThrow(
            () ->
                new CallException(
                    ErrorCode.INVALID_INPUT,
                    "\"kind\" is \"usage\" or \"lease\", not \"" + word + "\""));
  }

  private static List<String> buckets(RoutingContext context) {
    String text = parameter(context, "buckets");
    List<String> buckets = List.of(text.split(",", -1));
    if (buckets.size() > MOST_BUCKETS
        || !buckets.stream().allMatch(bucket -> bucket.matches("[0-9a-f]{3}"))) {
      throw new CallException(
          ErrorCode.INVALID_INPUT,
          "\"buckets\" is 1 to 64 times three hexadecimal digits with commas between, not \""
              + text
              + "\"");
    }
    return buckets;
  }

  private static String parameter(RoutingContext context, String name) {
    return Objects.requireNonNullElse(context.request().getParam(name), "");
  }

  private static JsonObject error(String message) {
    return JsonObject.builder().put("detail", message).build();
  }

  private static void send(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.print());
  }
}
