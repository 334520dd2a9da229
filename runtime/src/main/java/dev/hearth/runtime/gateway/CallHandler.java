package dev.hearth.runtime.gateway;

import dev.hearth.runtime.account.Caller;
import dev.hearth.runtime.account.Callers;
import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.call.Partial;
import dev.hearth.runtime.gateway.FalRoute.Target;
import dev.hearth.runtime.media.PublicConfig;
import dev.hearth.runtime.queue.Course;
import dev.hearth.runtime.queue.DirectCaller;
import dev.hearth.runtime.queue.Ending;
import dev.hearth.runtime.queue.RequestView;
import dev.hearth.runtime.queue.Requests;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers direct runs and the queue's requests. Blocking. */
@ApplicationScoped
class CallHandler {
  private static final int MAX_KEY_CHARS = 255;

  private final Callers callers;
  private final CallReader reader;
  private final Requests requests;
  private final String apiUrl;

  CallHandler(Callers callers, CallReader reader, Requests requests, PublicConfig urls) {
    this.callers = callers;
    this.reader = reader;
    this.requests = requests;
    this.apiUrl = urls.apiUrl();
  }

  /** The caller, or 401 in fal's words. */
  Caller caller(Call call, String application) {
    return callers
        .of(call.header("Authorization"))
        .orElseThrow(
            () ->
                new CallException(
                    ErrorCode.UNAUTHENTICATED,
                    "Cannot access application '%s'. Authentication is required to access this application."
                        .formatted(application)));
  }

  Reply run(Call call, Target target) {
    Caller caller = caller(call, target.id());
    CallSpec spec = reader.read(call, target, caller);
    String key = idempotencyKey(call);
    if (key != null) {
      UUID id = requests.submitOnce(spec, priority(call), true, key, digest(target, call.body()));
      return Reply.ending(id, await(id, caller));
    }
    var waiting = new DirectCaller();
    call.response().closeHandler(_ -> requests.abandon(spec.requestId(), waiting));
    try {
      return Reply.ending(spec.requestId(), requests.run(spec, waiting));
    } catch (CallException refusal) {
      return Reply.error(refusal).with("x-fal-request-id", spec.requestId().toString());
    }
  }

  private Ending await(UUID id, Caller caller) {
    return requests
        .awaitEnd(id, caller.accountId())
        .orElseThrow(
            () ->
                new CallException(
                    ErrorCode.CONFLICT, "the first answer to this Idempotency-Key is gone"));
  }

  Reply submit(Call call, Target target) {
    Caller caller = caller(call, target.id());
    CallSpec spec = reader.read(call, target, caller);
    String key = idempotencyKey(call);
    UUID id =
        key == null
            ? requests.submit(spec, priority(call))
            : requests.submitOnce(spec, priority(call), false, key, digest(target, call.body()));
    int position = requests.find(id, caller.accountId()).map(RequestView::position).orElse(0);
    return Reply.json(200, StatusBody.submitted(apiUrl, id, target.id(), position))
        .with("x-fal-request-id", id.toString());
  }

  Reply status(Call call, UUID id) {
    Optional<RequestView> request = find(call, id);
    if (request.isEmpty()) {
      return notFound();
    }
    Reply reply =
        Reply.json(request.get().state().terminal() ? 200 : 202, statusBody(call, request.get()))
            .with("x-fal-request-id", id.toString());
    return request
        .get()
        .ending()
        .map(ending -> reply.with("x-hearth-cost", cost(ending)))
        .orElse(reply);
  }

  private Json statusBody(Call call, RequestView request) {
    Course course = request.course();
    return StatusBody.of(
        apiUrl,
        request,
        call.wantsLogs() ? Optional.of(course.logs()) : Optional.empty(),
        call.wantsPartial() ? course.partial().flatMap(Partial::body) : Optional.empty());
  }

  /** The request as its caller may see it. */
  Optional<RequestView> find(Call call, UUID id) {
    return requests.find(id, caller(call, "queue").accountId());
  }

  Reply result(Call call, UUID id) {
    Optional<RequestView> request = find(call, id);
    if (request.isEmpty()) {
      return Reply.error(new CallException(ErrorCode.NOT_FOUND, "Request not found"));
    }
    if (!request.get().state().terminal()) {
      return Reply.json(
          400, JsonObject.builder().put("detail", "Request is still in progress").build());
    }
    return request
        .get()
        .ending()
        .map(ending -> Reply.ending(id, ending))
        .orElseGet(
            () ->
                Reply.error(
                    new CallException(
                        ErrorCode.NOT_FOUND, "the result of this request is no longer kept")));
  }

  Reply cancel(Call call, UUID id) {
    Optional<RequestView> request = find(call, id);
    if (request.isEmpty()) {
      return notFound();
    }
    if (request.get().state().terminal()) {
      return word(400, "ALREADY_COMPLETED");
    }
    requests.cancel(id);
    return word(202, "CANCELLATION_REQUESTED");
  }

  Reply notFound() {
    return word(404, "NOT_FOUND");
  }

  private static Reply word(int status, String word) {
    return Reply.json(status, JsonObject.builder().put("status", word).build());
  }

  private static String cost(Ending ending) {
    return dev.hearth.runtime.metering.Price.dollars(ending.chargeNanos());
  }

  private static String priority(Call call) {
    return "low".equals(call.header("x-fal-queue-priority")) ? "low" : "normal";
  }

  private static @Nullable String idempotencyKey(Call call) {
    String key = call.header("Idempotency-Key");
    if (key != null && (key.isBlank() || key.length() > MAX_KEY_CHARS)) {
      throw new CallException(
          ErrorCode.BAD_REQUEST,
          "Idempotency-Key has 1 to " + MAX_KEY_CHARS + " characters, this one " + key.length());
    }
    return key;
  }

  /** What must be equal for two requests of one key to be the same. */
  private static byte[] digest(Target target, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((target.id() + target.path() + "\n").getBytes(StandardCharsets.UTF_8));
      return digest.digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
